import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { RevokeServiceKeyDocument } from "../generated/graphql.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask, backend, openSocket, rootOf, type Backend } from "../support/services.js";
import { chatOf, bodyOf, pageOf, pull, Reader } from "./reader.js";

const CHATS = 12;
const ROUNDS = 12;

let pair: NodePair;
let shop: Backend;
let ada: Person;
let chats: string[];
const readers: Reader[] = [];

beforeAll(async () => {
  pair = await startNodePair();
  shop = await backend(pair.here, ["EVENTS_READ"]);
  const names = Array.from({ length: CHATS + 1 }, (_, at) => `Person${at}`);
  const [first, ...others] = await signUpAll(pair.here, names);
  ada = first as Person;
  chats = await Promise.all(others.map((other) => openDirect(pair.here, ada, other)));
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(() => pair.stop());

async function follow(node: NodePair["here"], since?: string): Promise<Reader> {
  const reader = new Reader(node, shop, { since: since ?? null });
  readers.push(reader);
  await reader.caughtUp();
  return reader;
}

/** Each conversation is written to by both nodes in turn, all conversations at once. */
async function talk(word: string): Promise<void> {
  await Promise.all(
    chats.map(async (chat) => {
      for (let round = 0; round < ROUNDS; round += 1)
        await send(round % 2 ? pair.here : pair.there, ada, chat, `${word} ${round}`);
    }),
  );
}

test.each(["Redis is there", "Redis is away"])(
  "both nodes write one log without a hole, and whoever reads has each entry once: %s",
  async (word) => {
    const { position } = await pull(pair.here, shop);
    const both = [await follow(pair.here), await follow(pair.there)];
    if (word === "Redis is away") await pair.redis.kill();
    try {
      await talk(word);
      for (const [at, reader] of both.entries())
        await until(`all came to ${at}`, () => reader.events.length >= CHATS * ROUNDS);
      const pulled = await pull(pair.there, shop, { since: position, first: 100 });
      const ids = pulled.events.map(({ eventId }) => eventId);
      expect(new Set(ids).size).toBe(CHATS * ROUNDS);
      for (const { events } of [...both, pulled]) {
        expect(events.map(({ eventId }) => eventId)).toEqual(ids);
        for (const chat of chats) {
          const own = events.filter((event) => chatOf(event) === chat);
          const said = Array.from({ length: ROUNDS }, (_, round) => `${word} ${round}`);
          expect(own.map(bodyOf)).toEqual(said);
        }
      }
    } finally {
      if (word === "Redis is away") await pair.redis.restart();
    }
    const log = await pair.rows
      .collection("server_log")
      .find({ _id: { $gt: 0 } as never })
      .toArray();
    const places = log.map((row) => Number(row._id)).sort((a, b) => a - b);
    expect(places).toEqual(places.map((_, at) => at + 1));
  },
);

test("a node that believes that the log ends earlier writes behind its true end", async () => {
  const { position } = await pull(pair.here, shop);
  const [chat = "", other = ""] = chats;
  // Alone this node moves the end, and the other one remembers the one of before.
  for (let round = 0; round < 5; round += 1) await send(pair.here, ada, chat, `here ${round}`);
  const count = async (): Promise<number> =>
    (await pull(pair.here, shop, { since: position })).events.length;
  await until("they are in", async () => (await count()) === 5);
  await send(pair.there, ada, other, "from the one that is behind");
  await until("it is in", async () => (await count()) === 6);
  const { events } = await pull(pair.there, shop, { since: position });
  expect(events.map(bodyOf).at(-1)).toBe("from the one that is behind");
});

test("A-202: a key that is revoked through one node is told nothing more by the other", async () => {
  const other = await backend(pair.here, ["EVENTS_READ"]);
  const { client, closes } = await openSocket(pair.there, other.headers);
  const reader = new Reader(pair.there, other);
  readers.push(reader);
  await reader.caughtUp();
  const answer = await ask(pair.here, await rootOf(pair.here), RevokeServiceKeyDocument, {
    id: other.id,
  });
  expect(answer.errors).toBeUndefined();
  await until("its sockets are closed", () => closes.length > 0 && reader.errors.length > 0);
  const [chat = ""] = chats;
  const before = reader.events.length;
  await send(pair.here, ada, chat, "not for them");
  const witness = await follow(pair.there);
  await send(pair.here, ada, chat, "for those who may");
  await until("others are told", () => witness.events.length > 0);
  expect(reader.events.length).toBe(before);
  await expect(pageOf(pair.there, other)).rejects.toThrow("UNAUTHENTICATED");
  client.terminate();
});
