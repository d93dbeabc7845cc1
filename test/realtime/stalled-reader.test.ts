import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { MessageReceivedDocument, type MessagePartsFragment } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const MESSAGES = Number(process.env["STALLED_MESSAGES"] ?? 6_000);
const BODY = "x".repeat(500);

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let app: TestApp;
const ends: (() => void)[] = [];
let ann: Person;

beforeAll(async () => {
  app = await startApp({ nodes: 1 });
  ann = await signUp(app, "Ann");
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => app.stop());

/** Bytes outside the heap that something still holds: buffers are let go in two steps. */
async function heldBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await sleep(50);
  }
  return process.memoryUsage().external;
}

function frame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([head, body]);
}

/** A WebSocket client that subscribes and then never reads again. */
async function stall(person: Person): Promise<Socket> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  ends.push(() => socket.destroy());
  socket.write(
    [
      "GET /graphql HTTP/1.1",
      `Host: ${hostname}:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol: graphql-transport-ws",
      "\r\n",
    ].join("\r\n"),
  );
  await new Promise((resolve) => socket.once("data", resolve));
  socket.write(
    frame({ type: "connection_init", payload: { authorization: `Bearer ${person.token}` } }),
  );
  await new Promise((resolve) => socket.once("data", resolve));
  const query = "subscription { messageReceived { id seq body sender { name } } }";
  socket.write(frame({ id: "a", type: "subscribe", payload: { query } }));
  socket.pause();
  return socket;
}

/** The same with a stream of events. */
async function stallStream(person: Person): Promise<Socket> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  ends.push(() => socket.destroy());
  const query = "subscription { messageReceived { id seq body sender { name } } }";
  const body = JSON.stringify({ query });
  socket.write(
    [
      "POST /graphql HTTP/1.1",
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${person.token}`,
      "Accept: text/event-stream",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      `\r\n${body}`,
    ].join("\r\n"),
  );
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  return socket;
}

test.each([
  ["a socket", stall],
  ["a stream", stallStream],
])(
  `A-22: %s that stops reading while ${MESSAGES} messages arrive costs nothing`,
  async (_, stop) => {
    const bob = await signUp(app, "Bob");
    const conversationId = await openDirect(app, ann, bob);
    const healthy = new Collector<MessagePartsFragment>({
      url: app.url,
      token: bob.token,
      document: MessageReceivedDocument,
    });
    ends.push(() => healthy.close());
    await Promise.all(Array.from({ length: 20 }, () => stop(bob)));
    await until("all listen", () => app.open().live === 21);
    const before = await heldBytes();
    let sent = 0;
    const senders = Array.from({ length: 25 }, async () => {
      while (sent < MESSAGES) {
        sent += 1;
        await send(app, ann, conversationId, { body: BODY });
      }
    });
    await Promise.all(senders);
    await until("the healthy one has all", () => healthy.items.length >= sent, 60_000);
    expect(healthy.items.map(({ seq }) => seq)).toEqual(
      Array.from({ length: sent }, (_, at) => at + 1),
    );
    healthy.items.length = 0;
    // 16 kB (64 from Node 22 on) and a page for each stalled socket; unbounded it would be 20 times all messages: 84 MB.
    expect((await heldBytes()) - before).toBeLessThan(4_000_000);
  },
  300_000,
);
