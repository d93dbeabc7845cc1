import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { memoryStore, type ConfabClient, type Outbox } from "../../client/src/index.js";
import type { FakeMessage } from "./fake-server.js";
import { startKit, typed, until, type Kit } from "./kit.js";

type Input = { conversationId: string; clientMessageId: string; body: string };
type Result = { sendMessage: { message: FakeMessage; deduplicated: boolean } };
const SEND = typed<Result, { input: Input }>(`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) { deduplicated message { id seq body } } }`);

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

function outboxOf(client: ConfabClient, sent: Result[] = []): Outbox<Input, Result> {
  return client.outbox<Input, Result>({
    owner: "ada",
    queueKey: (input) => input.conversationId,
    send: (input) => client.request(SEND, { input }),
    onSent: (result) => sent.push(result),
    backoff: { baseMs: 5, maxMs: 20 },
  });
}

const input = (n: number, body = "hello"): Input => ({
  conversationId: "c",
  clientMessageId: `m${n}`,
  body,
});

test("messages go out in the order in which they were written, across cuts", async () => {
  const outbox = outboxOf(kit.client());
  kit.server.httpFaults.push(
    (response) => response.destroy(),
    (response) => response.writeHead(502).end(),
  );

  for (const n of [1, 2, 3]) outbox.add(input(n));

  await until(() => outbox.entries().length === 0);
  expect(kit.server.log.map((m) => m.body)).toEqual(["m1!", "m2!", "m3!"]);
});

test("an answer that was lost does not send the message twice", async () => {
  const client = kit.client();
  const sent: Result[] = [];
  let losing = true;
  const outbox = client.outbox<Input, Result>({
    owner: "ada",
    queueKey: () => "one",
    send: async (value) => {
      const result = await client.request(SEND, { input: value });
      if (!losing) return result;
      losing = false;
      throw new TypeError("fetch failed");
    },
    onSent: (result) => sent.push(result),
    backoff: { baseMs: 5 },
  });

  outbox.add(input(1));

  await until(() => sent.length === 1);
  expect(sent[0]?.sendMessage.deduplicated).toBe(true);
  expect(kit.server.log).toHaveLength(1);
});

test("a refusal waits for a decision and does not hold up what comes after", async () => {
  const outbox = outboxOf(kit.client());

  outbox.add(input(1, "refuse me"));
  outbox.add(input(2));

  await until(() => kit.server.log.length === 1 && outbox.entries().length === 1);
  expect(outbox.entries()[0]).toMatchObject({ state: "failed", error: { code: "BLOCKED" } });
  outbox.discard("m1");
  expect(outbox.entries()).toHaveLength(0);
});

test("what was unsent when the program ended is sent by the next run, of the same account only", async () => {
  const store = memoryStore();
  const first = kit.client({ store });
  const outbox = first.outbox<Input, Result>({
    owner: "ada",
    queueKey: () => "one",
    send: () => new Promise(() => undefined),
  });
  outbox.add(input(1));
  outbox.dispose();

  const stranger = kit.client({ store }).outbox<Input, Result>({
    owner: "bob",
    queueKey: () => "one",
    send: () => Promise.reject(new Error("must not be called")),
  });
  expect(stranger.entries()).toHaveLength(0);
  const again = outboxOf(kit.client({ store }));

  await until(() => again.entries().length === 0);
  expect(kit.server.log.map((m) => m.body)).toEqual(["m1!"]);
  expect(store.keys().filter((key) => key.includes("outbox"))).toEqual([]);
});

test("the snapshot is the same array until something changes", () => {
  const outbox = outboxOf(kit.client());
  const before = outbox.entries();

  expect(outbox.entries()).toBe(before);
  outbox.add(input(1));
  expect(outbox.entries()).not.toBe(before);
});

test("a message is sent once, whatever the app does with the answer", async () => {
  const client = kit.client();
  const told: string[] = [];
  const outbox = client.outbox<Input, Result>({
    owner: "ada",
    queueKey: () => "one",
    send: (value) => client.request(SEND, { input: value }),
    onSent: () => {
      throw new Error("no room on the screen");
    },
    error: ({ code }) => told.push(code),
  });
  outbox.add(input(1));
  await until(() => outbox.entries().length === 0);
  expect(kit.server.log).toHaveLength(1);
  expect(told).toEqual(["HANDLER_ERROR"]);
});
