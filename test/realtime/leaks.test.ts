import { afterAll, beforeAll, expect, test } from "@jest/globals";
import WebSocket from "ws";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const CUTS = Number(process.env["LEAK_CUTS"] ?? 500);
const AT_ONCE = 50;

let app: TestApp;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  conversationId = await openDirect(app, ann, bob);
});
afterAll(() => app.stop());

const QUERIES = [
  "subscription { messageReceived { seq body } }",
  "subscription { conversationEvents { ... on MessageChanged { revision } } }",
  "subscription { typingChanged { active } }",
  "subscription { contactChanged { state } }",
];

/** Connects, goes some way through the protocol, and is gone without a word. */
async function connectAndCut(number: number): Promise<void> {
  const socket = new WebSocket(app.url.replace("http", "ws"), "graphql-transport-ws");
  socket.on("error", () => undefined);
  const cut = (): void => socket.terminate();
  const stage = number % 5;
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.once("open", () => {
    if (stage === 0) return cut();
    const payload = { authorization: `Bearer ${ann.token}` };
    socket.send(JSON.stringify({ type: "connection_init", payload }));
    if (stage === 1) setTimeout(cut, number % 7);
  });
  socket.once("message", () => {
    if (stage === 2) return cut();
    const query = QUERIES[number % QUERIES.length];
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
    if (stage === 3) setImmediate(cut);
    else setTimeout(cut, number % 30);
  });
  await closed;
}

test("A-23: sockets cut at any moment leave nothing behind", async () => {
  let sending = true;
  const sender = (async () => {
    while (sending) await send(app, ann, conversationId, { body: "on" });
  })();
  for (let at = 0; at < CUTS; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => connectAndCut(at + more)));
  sending = false;
  await sender;
  const nothing = { sockets: 0, subscriptions: 0, tails: 0, audiences: 0, live: 0, channels: 0 };
  await until(
    "all is released",
    () => JSON.stringify(app.open()) === JSON.stringify({ ...app.open(), ...nothing }),
  );
  expect(app.open()).toEqual(nothing);
}, 300_000);
