import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import WebSocket from "ws";
import type { SocketStatus } from "../../client/src/index.js";
import { TokenService } from "../../src/account/sessions/token.service.js";
import { MessageReceivedDocument, RevokeOtherSessionsDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { send } from "../support/conversations.js";
import { post, until } from "../support/graphql.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { Relay } from "../support/relay.js";
import { follow, startBlocked, tokensOf, type Blocked } from "./blocked.js";
import { typed } from "./kit.js";

let blocked: Blocked;
let app: TestApp;
let relay: Relay;
let ann: Person;
let bob: Person;
let id: string;

beforeAll(async () => {
  blocked = await startBlocked();
  ({ app, relay, ann, bob, id } = blocked);
});
afterEach(() => blocked.leave());
afterAll(() => blocked.stop());

test("where no socket can be opened it goes by streams, says so, and loses nothing over cuts", async () => {
  const client = blocked.enter(bob);
  const told: [SocketStatus, string][] = [];
  client.onStatus((status) => told.push([status, client.transport]));
  const { seen, stop } = follow(client, id);
  await until("it has caught up", () => seen.caughtUp === 1);
  expect(client.transport).toBe("stream");
  expect(told.at(-1)).toEqual(["connected", "stream"]);
  const sent: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    if (round > 0) relay.cut();
    for (let at = 0; at < 3; at += 1)
      sent.push((await send(app, ann, id, `${round}-${at}`)).revision);
    await until("they came", () => seen.revisions.length >= sent.length);
  }
  expect(seen.revisions).toEqual(sent);
  expect(client.positions.get(id)?.revision).toBe(sent.at(-1));
  expect(told.filter(([status]) => status === "reconnecting").length).toBeGreaterThan(1);
  expect(seen.errors).toEqual([]);
  stop();
  await until("its stream is gone", () => app.open().sockets === 0);
  expect(client.status).toBe("idle");
});

test("where sockets work, it stays with them", async () => {
  const client = blocked.enter(bob, { url: app.url });
  const { seen } = follow(client, id);
  await until("it has caught up", () => seen.caughtUp === 1);
  expect([client.status, client.transport]).toEqual(["connected", "socket"]);
});

test("an expired token ends the stream, which goes on with a fresh one", async () => {
  const tokens = new TokenService(app.config.realms);
  const claims = tokens.verifyAccess(`Bearer ${ann.token}`);
  const client = blocked.enter(ann);
  const told: SocketStatus[] = [];
  client.onStatus((status) => told.push(status));
  const first = follow(client, id);
  await until("it goes by streams", () => first.seen.caughtUp === 1);
  first.stop();
  // The kit uses none that is good for less than five seconds.
  const expiresAt = new Date(Date.now() + 10_000);
  const token = tokens.sign("access", { ...claims, expiresAt }, new Date());
  client.session.set(tokensOf({ ...ann, token }));
  const { seen } = follow(client, id);
  await until("it has caught up", () => seen.caughtUp === 1);
  await until("it was ended and is back", () => seen.caughtUp === 2, 20_000);
  expect(client.session.tokens?.accessToken).not.toBe(token);
  const { revision } = await send(app, bob, id, "to the fresh token");
  await until("it came", () => seen.revisions.includes(revision));
  expect(told).not.toContain("ended");
});

test("a session that is revoked ends on this device as well, and nothing is asked again", async () => {
  const person = await signUp(app, "Carol");
  const here = await logIn(app, person.email);
  const client = blocked.enter({ ...person, ...here });
  const { seen } = follow(client, id);
  await until("it has caught up", () => seen.caughtUp === 1);
  const ends: unknown[] = [];
  client.session.onChange((_tokens, why) => ends.push(why));
  await post(app.url, RevokeOtherSessionsDocument, {}, person.token);
  await until("it has ended", () => client.status === "ended");
  expect(ends).toEqual(["SESSION_REVOKED"]);
  expect(seen.errors.map(({ code }) => code)).toEqual(["UNAUTHENTICATED"]);
});

test("what the server refuses is told once, and not asked again", async () => {
  const client = blocked.enter(bob);
  const codes: string[] = [];
  let answers = 0;
  const counting = blocked.enter(bob, {
    fetch: (input, init) => {
      answers += 1;
      return fetch(input, init);
    },
  });
  const refused = typed<unknown, { conversationId: string }>(MessageReceivedDocument.toString());
  counting.subscribe(
    refused,
    { conversationId: "000000000000000000000000" },
    { next: () => undefined, error: ({ code }) => codes.push(code) },
  );
  const { seen } = follow(client, id);
  await until("the other has caught up", () => seen.caughtUp === 1);
  await until("it is told", () => codes.length > 0);
  const { revision } = await send(app, ann, id, "meanwhile");
  await until("it came", () => seen.revisions.includes(revision));
  expect([codes, answers]).toEqual([["NOT_FOUND"], 1]);
  // Another GraphQL client is told of it as it is over a socket: by an error, and nothing else.
  const variables = { conversationId: "000000000000000000000000" };
  const told = await new Promise<unknown>((done) => {
    client.socketClient.subscribe(
      { query: MessageReceivedDocument.toString(), variables },
      { next: done, error: done, complete: () => done("complete") },
    );
  });
  expect(told).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
});

test("where neither way is open, both are tried until one is", async () => {
  let isAway = true;
  const open = await Relay.start(app.origin);
  let sockets = 0;
  class Socket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      sockets += 1;
      super(isAway ? url : `${open.origin.replace("http", "ws")}/graphql`, protocols);
    }
  }
  let streams = 0;
  const client = blocked.enter(bob, {
    webSocketImpl: Socket,
    fetch: () => {
      streams += 1;
      return Promise.reject(new TypeError("fetch failed"));
    },
  });
  const { seen } = follow(client, id);
  await until("each was tried twice", () => streams > 1 && sockets > 3);
  expect(sockets).toBeLessThan(8);
  isAway = false;
  await until("it has caught up", () => seen.caughtUp === 1, 30_000);
  expect(client.transport).toBe("socket");
  await client.dispose();
  await open.stop();
});
