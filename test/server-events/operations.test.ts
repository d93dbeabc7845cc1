import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import {
  DeleteMessageDocument,
  EditMessageDocument,
  ServerEventsDocument,
} from "../generated/graphql.js";
import { derivedKeys } from "../../src/platform/secrets/derived-keys.js";
import { KeyedHash } from "../../src/platform/secrets/keyed-hash.js";
import { Cursors } from "../../src/api/graphql/cursor.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask as askAs, openDirect, send } from "../support/conversations.js";
import { codeOf, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { ask, backend, type Backend } from "../support/services.js";
import { Hooks } from "../webhooks/hook.js";
import { bodyOf, pageOf, pull, Reader } from "./reader.js";

let app: TestApp;
let shop: Backend;
let rows: Rows;
let ada: Person;
let chat: string;
const hooks = new Hooks();
const readers: Reader[] = [];

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: "on" } });
  shop = await backend(app, ["EVENTS_READ", "WEBHOOKS_WRITE"]);
  rows = await Rows.of(app);
  const [first, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  ada = first;
  chat = await openDirect(app, ada, bob);
  await pageOf(app, shop);
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await hooks.stop();
});

async function follow(variables: ConstructorParameters<typeof Reader>[2] = {}): Promise<Reader> {
  const reader = new Reader(app, shop, variables);
  readers.push(reader);
  await reader.caughtUp();
  return reader;
}

const comes = (reader: Reader, ...bodies: string[]): Promise<void> =>
  until(bodies.join(), () => bodies.every((body) => reader.events.map(bodyOf).includes(body)));

test("what is pushed, followed and pulled is the same, by the same ids", async () => {
  const hook = await hooks.make(app, shop);
  const reader = await follow();
  const { position } = await pull(app, shop);
  await send(app, ada, chat, "in three ways");
  await comes(reader, "in three ways");
  await until("it was pushed", () => hook.endpoint.taken.length > 0);
  const [followed] = reader.events;
  const { events } = await pull(app, shop, { since: position });
  const [pushed] = hook.endpoint.taken;
  expect(events).toEqual([{ ...events[0], position: followed?.position }]);
  for (const event of [...events, followed]) {
    expect(event).toMatchObject({ eventId: pushed?.id, type: "MESSAGE_CREATED" });
    expect(event?.data).toEqual(pushed?.data);
    expect(event?.timestamp).toBe(pushed?.timestamp);
  }
});

test("a reader that was cut has what it missed, once and in order, and then what comes", async () => {
  const first = await follow();
  await send(app, ada, chat, "before the cut");
  await comes(first, "before the cut");
  first.close();
  const missed = Array.from({ length: 30 }, (_, at) => `missed ${at}`);
  for (const body of missed) await send(app, ada, chat, body);
  const again = await follow({ since: first.position });
  await send(app, ada, chat, "after it");
  await comes(again, "after it");
  expect(again.events.map(bodyOf)).toEqual([...missed, "after it"]);
  const positions = again.items.map(({ position }) => position);
  // That of being caught up is the one of the last event before it, or of the one of before the cut.
  expect(new Set(positions).size).toBeGreaterThanOrEqual(missed.length + 1);
});

test("each change is an event of its own, whatever the message is by the time it is read", async () => {
  const { position } = await pull(app, shop);
  const message = await send(app, ada, chat, "draft");
  const id = message.id;
  const came = async (count: number): Promise<void> =>
    until(`${count} came in`, async () => {
      return (await pull(app, shop, { since: position })).events.length === count;
    });
  await came(1);
  await askAs(app, ada, EditMessageDocument, { id, body: "final" });
  await came(2);
  await askAs(app, ada, DeleteMessageDocument, { id });
  await came(3);
  const { events } = await pull(app, shop, { since: position });
  expect(events.map(({ type }) => type)).toEqual([
    "MESSAGE_CREATED",
    "MESSAGE_EDITED",
    "MESSAGE_DELETED",
  ]);
  expect(events.map(bodyOf)).toEqual([null, null, null]);
  const edits = await pull(app, shop, { since: position, types: ["MESSAGE_EDITED"] });
  expect(edits.events.map(({ eventId }) => eventId)).toEqual([events[1]?.eventId]);
});

test("of a choice of types the others are passed over, and nothing is lost by it", async () => {
  const { position } = await pull(app, shop);
  const reader = await follow({ types: ["MESSAGE_EDITED"] });
  const all = await follow();
  const { id } = await send(app, ada, chat, "first words");
  await comes(all, "first words");
  await askAs(app, ada, EditMessageDocument, { id, body: "other words" });
  await comes(reader, "other words");
  await comes(all, "other words");
  expect(reader.events.map(({ type }) => type)).toEqual(["MESSAGE_EDITED"]);
  expect(all.events.map(({ type }) => type)).toEqual(["MESSAGE_CREATED", "MESSAGE_EDITED"]);
  const late = await follow({ since: position, types: ["MESSAGE_EDITED"] });
  expect(late.events.map(({ eventId }) => eventId)).toEqual(
    reader.events.map(({ eventId }) => eventId),
  );
  const one = await pageOf(app, shop, { since: position, types: ["MESSAGE_DELETED"], first: 1 });
  expect(one).toMatchObject({ events: [], hasMore: false });
  expect(one.position).toBe(late.items.at(-1)?.position);
});

const foreign = (position: number): string => {
  const hash = new KeyedHash(derivedKeys([Buffer.alloc(32, 7)], "cursors"));
  return new Cursors(hash).encode("serverEvents:0", [position]);
};

test.each([
  ["negative", "-1"],
  ["beyond what an Int holds", "2147483648"],
  ["a number", "1"],
  ["empty", ""],
  ["noise", "\u0000 { } 👋"],
  ["long", "A".repeat(5_000)],
  ["of another server", foreign(1)],
])(
  "A-200: a position that is %s is BAD_USER_INPUT, pulled and followed alike",
  async (_, since) => {
    const answer = await ask(app, shop.headers, ServerEventsDocument, { since });
    expect(codeOf(answer)).toBe("BAD_USER_INPUT");
    expect(answer.errors?.[0]?.extensions["field"]).toBe("since");
    const reader = new Reader(app, shop, { since });
    readers.push(reader);
    await until("it is refused", () => reader.errors.length > 0);
    expect(reader.errors[0]?.extensions?.code).toBe("BAD_USER_INPUT");
    expect(reader.items).toEqual([]);
  },
);

test.each([
  ["WEBHOOKS_WRITE", "FORBIDDEN"],
  ["CONVERSATIONS_READ", "FORBIDDEN"],
] as const)(
  "A-201: a key with %s and without EVENTS_READ is told nothing, and not what there is",
  async (scope, code) => {
    const { position } = await pull(app, shop);
    const other = await backend(app, [scope]);
    for (const since of [null, position, "nothing"]) {
      const answer = await ask(app, other.headers, ServerEventsDocument, { since });
      expect(codeOf(answer)).toBe(code);
      const reader = new Reader(app, other, { since });
      readers.push(reader);
      await until("it is refused", () => reader.errors.length > 0);
      expect(reader.errors[0]?.extensions?.code).toBe(code);
      expect(reader.items).toEqual([]);
    }
  },
);

test.each([0, -1, 101, 2_147_483_647])("a page of %s is refused", async (first) => {
  const answer = await ask(app, shop.headers, ServerEventsDocument, { first });
  expect(["BAD_USER_INPUT", "QUERY_TOO_COMPLEX"]).toContain(codeOf(answer));
});

test("no types at all are refused, by query and by subscription", async () => {
  const answer = await ask(app, shop.headers, ServerEventsDocument, { types: [] });
  expect(codeOf(answer)).toBe("BAD_USER_INPUT");
  const reader = new Reader(app, shop, { types: [] });
  readers.push(reader);
  await until("it is refused", () => reader.errors.length > 0);
  expect(reader.errors[0]?.extensions?.code).toBe("BAD_USER_INPUT");
});

test("a position of a log that is younger than the database is refused, and never served wrong", async () => {
  const body = "told, and then taken back by a backup";
  await send(app, ada, chat, body);
  await until("it is in", async () => (await pull(app, shop)).events.map(bodyOf).includes(body));
  const { events, position } = await pull(app, shop);
  const log = rows.collection("server_log");
  // What a database that was brought back to an older state does not have.
  await log.deleteOne({ _id: events.length as never });
  await app.restart();
  const answer = await ask(app, shop.headers, ServerEventsDocument, { since: position });
  expect(codeOf(answer)).toBe("BAD_USER_INPUT");
});
