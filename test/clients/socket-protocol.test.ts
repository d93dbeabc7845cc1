import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { createClient, type CloseCode } from "graphql-ws";
import WebSocket from "ws";
import { startApp, type TestApp } from "../support/app.js";
import { until } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

const LISTEN = { query: "subscription { messageReceived { id } }" };

test.each([
  ["no JSON", "not json"],
  ["a JSON text that is no object", '"connection_init"'],
  ["a message without a type", JSON.stringify({ id: "1" })],
  ["an unknown type", JSON.stringify({ type: "start", id: "1", payload: LISTEN })],
  ["a subscribe without an id", JSON.stringify({ type: "subscribe", payload: LISTEN })],
  ["a subscribe without a query", JSON.stringify({ type: "subscribe", id: "1", payload: {} })],
])("4400: %s", async (_what, text) => {
  const peer = await new Peer(app).acknowledged();
  peer.say(text);
  expect(await peer.closeCode()).toBe(4400);
});

test("4401: a subscribe before the acknowledgement", async () => {
  const peer = await new Peer(app).opened();
  peer.say({ type: "subscribe", id: "1", payload: LISTEN });
  expect(await peer.closeCode()).toBe(4401);
});

test("4403: a token that is not valid", async () => {
  const peer = await new Peer(app).opened();
  peer.say({ type: "connection_init", payload: { authorization: "Bearer nonsense" } });
  expect(await peer.closeCode()).toBe(4403);
});

test("4406: no subprotocol, or none that is spoken here", async () => {
  expect(await new Peer(app, { protocols: [] }).closeCode()).toBe(4406);
  // ws gives up by itself once no subprotocol is agreed upon, so nothing is said on that one.
  expect(await new Peer(app, { protocols: ["graphql-ws"] }).closeCode()).toBe(1006);
});

test("4408: a socket that never says who it is", async () => {
  const peer = await new Peer(app).opened();
  expect(await peer.closeCode()).toBe(4408);
});

test("4409: a second operation under an id that is in use", async () => {
  const peer = await new Peer(app).acknowledged(ann.token);
  const open = app.open().subscriptions;
  peer.say({ type: "subscribe", id: "1", payload: LISTEN });
  await until("it is open", () => app.open().subscriptions === open + 1);
  peer.say({ type: "subscribe", id: "1", payload: LISTEN });
  expect(await peer.closeCode()).toBe(4409);
  await until("its subscription has ended", () => app.open().subscriptions === open);
});

test("4429: a second connection_init", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.say({ type: "connection_init" });
  expect(await peer.closeCode()).toBe(4429);
});

test("1009: a message of more than 64 KiB", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.say({ type: "ping", payload: { text: "x".repeat(64 * 1_024) } });
  expect(await peer.closeCode()).toBe(1009);
});

test("a ping is answered by a pong with the same payload, before and after the init", async () => {
  const peer = await new Peer(app).opened();
  peer.say({ type: "ping", payload: { at: 1 } });
  expect(await peer.heard("pong")).toEqual({ type: "pong", payload: { at: 1 } });
  await peer.acknowledged();
  peer.say({ type: "ping" });
  await until("a second pong", () => peer.frames.filter((f) => f.type === "pong").length === 2);
  expect(peer.closed).toBeNull();
});

test("a pong that nobody asked for is taken", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.say({ type: "pong" });
  peer.say({ type: "subscribe", id: "1", payload: { query: "{ __typename }" } });
  await peer.heard("complete", "1");
});

test("a query over the socket is one next and one complete, and frees its id", async () => {
  const peer = await new Peer(app).acknowledged();
  for (const times of [1, 2]) {
    peer.say({ type: "subscribe", id: "1", payload: { query: "{ __typename }" } });
    await until("complete", () => count(peer, "complete") === times);
    expect(count(peer, "next")).toBe(times);
  }
  expect(await peer.heard("next")).toEqual({
    type: "next",
    id: "1",
    payload: { data: { __typename: "Query" } },
  });
});

test("an operation that is not valid is an error with its code, and the socket stays", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.say({ type: "subscribe", id: "1", payload: { query: "{ nothingOfTheKind }" } });
  expect(await peer.heard("error", "1")).toMatchObject({
    payload: [{ extensions: { code: "BAD_USER_INPUT" } }],
  });
  peer.say({ type: "subscribe", id: "1", payload: { query: "{ __typename }" } });
  await peer.heard("complete", "1");
});

test("a complete ends the subscription and frees its id; for an unknown id it is nothing", async () => {
  const peer = await new Peer(app).acknowledged(ann.token);
  const open = app.open().subscriptions;
  for (let round = 0; round < 2; round += 1) {
    peer.say({ type: "subscribe", id: "1", payload: LISTEN });
    await until("it is open", () => app.open().subscriptions === open + 1);
    peer.say({ type: "complete", id: "1" });
    await until("it has ended", () => app.open().subscriptions === open);
  }
  peer.say({ type: "complete", id: "never begun" });
  peer.say({ type: "subscribe", id: "2", payload: { query: "{ __typename }" } });
  await peer.heard("complete", "2");
  expect(peer.frames.filter(({ type }) => type === "error")).toEqual([]);
});

test("the reference client keeps itself alive by pings, and its dispose closes with 1000", async () => {
  const closes: { code: number }[] = [];
  let pongs = 0;
  const client = createClient({
    url: app.url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    lazy: false,
    keepAlive: 50,
    connectionParams: { authorization: `Bearer ${ann.token}` },
    on: {
      pong: (received) => {
        if (received) pongs += 1;
      },
      closed: (event) => closes.push(event as { code: CloseCode }),
    },
  });
  await until("two pongs", () => pongs >= 2);
  const answer = client.iterate({ query: "{ viewer { email } }" });
  expect((await answer.next()).value).toEqual({ data: { viewer: { email: ann.email } } });
  await client.dispose();
  await until("it is closed", () => closes.length > 0);
  expect(closes).toMatchObject([{ code: 1000 }]);
});

function count({ frames }: Peer, type: string): number {
  return frames.filter((frame) => frame.type === type).length;
}
