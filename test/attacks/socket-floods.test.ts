import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
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

const LISTEN = "subscription { messageReceived { body } }";
const errorsOf = ({ frames }: Peer): unknown[] => frames.filter(({ type }) => type === "error");

test("A-19: a socket has twenty operations open, and room again once one ends", async () => {
  const peer = await new Peer(app).acknowledged(ann.token);
  const before = app.open().subscriptions;
  for (let id = 1; id <= 25; id += 1) peer.subscribe(`s${id}`, LISTEN);
  await until("five are refused", () => errorsOf(peer).length === 5);
  expect(JSON.stringify(errorsOf(peer)).match(/RATE_LIMITED/g)).toHaveLength(5);
  await until("twenty are open", () => app.open().subscriptions === before + 20);
  peer.say({ type: "complete", id: "s1" });
  await until("one has ended", () => app.open().subscriptions === before + 19);
  peer.subscribe("again", LISTEN);
  await until("twenty are open", () => app.open().subscriptions === before + 20);
  expect(peer.closed).toBeNull();
});

test("A-19: an id of 64 characters is taken, a longer one closes the socket with 4400", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.subscribe("x".repeat(64), "{ __typename }");
  await peer.heard("complete", "x".repeat(64));
  peer.subscribe("x".repeat(65), "{ __typename }");
  expect(await peer.closeCode()).toBe(4400);
  const other = await new Peer(app).acknowledged();
  other.subscribe("x".repeat(60_000), "{ __typename }");
  expect(await other.closeCode()).toBe(4400);
});

test("A-19: ids with the names of object properties are ids like any other", async () => {
  const bob = await signUp(app, "Bob");
  const conversationId = await openDirect(app, ann, bob);
  const before = app.open().subscriptions;
  const peer = await new Peer(app).acknowledged(ann.token);
  const ids = ["__proto__", "constructor", "toString", "hasOwnProperty", "__defineGetter__"];
  for (const [at, id] of ids.entries())
    peer.subscribe(id, `subscription { messageReceived { as${at}: body } }`);
  await until("all are open", () => app.open().subscriptions === before + ids.length);
  await send(app, bob, conversationId, "hello");
  for (const [at, id] of ids.entries())
    expect(await peer.heard("next", id)).toMatchObject({
      payload: { data: { messageReceived: { [`as${at}`]: "hello" } } },
    });
  for (const id of ids) peer.say({ type: "complete", id });
  await until("all have ended", () => app.open().subscriptions === before);
  expect(({} as Record<string, unknown>)["as0"]).toBeUndefined();
});

test("A-19: operations that come too fast are refused one by one, then the socket is closed", async () => {
  const peer = await new Peer(app).acknowledged(ann.token);
  const ask = (from: number, to: number): void => {
    for (let id = from; id <= to; id += 1) peer.subscribe(`q${id}`, "{ __typename }");
  };
  ask(1, 60);
  await until("some are refused", () => errorsOf(peer).length >= 10);
  for (const error of errorsOf(peer)) expect(JSON.stringify(error)).toContain("RATE_LIMITED");
  expect(peer.closed).toBeNull();
  ask(61, 160);
  expect(await peer.closeCode()).toBe(1008);
  expect(peer.closed?.reason).toBe("Too many operations");
});

const floods: Record<string, (peer: Peer) => void> = {
  pings: (peer) => peer.socket.ping(),
  "pongs that nobody asked for": (peer) => peer.socket.pong(),
  "ping messages": (peer) => peer.say({ type: "ping" }),
  "pong messages": (peer) => peer.say({ type: "pong" }),
  "ends of operations that never began": (peer) => peer.say({ type: "complete", id: "x" }),
};

test.each(Object.entries(floods))(
  "A-21: a flood of %s closes the socket with 1008",
  async (_, say) => {
    const peer = await new Peer(app).acknowledged();
    for (let count = 0; count < 300; count += 1) say(peer);
    expect(await peer.closeCode()).toBe(1008);
  },
);

test("A-21: a client may say whatever it says at a moderate pace", async () => {
  const peer = await new Peer(app).acknowledged();
  for (let count = 0; count < 10; count += 1) {
    for (const say of [floods["pings"], floods["ping messages"]]) say?.(peer);
    peer.subscribe(`q${count}`, "{ __typename }");
    await peer.heard("complete", `q${count}`);
  }
  expect(peer.closed).toBeNull();
});
