import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startScript } from "../support/script.js";
import { ME, startKit, typed, type Kit } from "./kit.js";

const MESSAGES = typed<{ messageReceived: { id: string } }, Record<string, never>>(
  "subscription { messageReceived { id } }",
);

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

test("without a WebSocket requests work, and what needs one says how to get it", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "WebSocket");
  Reflect.deleteProperty(globalThis, "WebSocket");
  try {
    const client = kit.client({ webSocketImpl: undefined });
    client.session.set(kit.server.tokens());
    expect(await client.request(ME, {})).toEqual({ me: "ada" });
    expect(() => client.subscribe(MESSAGES, {}, { next: () => undefined })).toThrow(
      "webSocketImpl",
    );
    expect(() => client.socketClient).toThrow("webSocketImpl");
    await client.dispose();
  } finally {
    if (own) Object.defineProperty(globalThis, "WebSocket", own);
  }
});

test("after a subscription has been stopped, dispose leaves no timer that keeps Node running", async () => {
  const tokens = JSON.stringify(kit.server.tokens());
  const program = startScript("client/stop-and-dispose.ts", [kit.url, tokens]);
  expect(await program.line("timers:")).toBe("timers: 0");
  expect(await program.exited).toBe(0);
});
