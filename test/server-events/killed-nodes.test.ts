import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { NodeProcesses } from "../support/node-process.js";
import { signUpAll, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";
import { backend, type Backend } from "../support/services.js";
import { bodyOf, pageOf, pull, Reader, revisionsOf } from "./reader.js";

const CHATS = 8;
const KILLS = 4;
const ACKNOWLEDGED = 30;
/** Whoever goes on after a dead node waits for the end of its lease. */
const TAKEN_OVER_MS = 180_000;

let redis: RedisServer;
let app: TestApp;
let rows: Rows;
let shop: Backend;
let ada: Person;
let chats: string[];
const nodes = new NodeProcesses();

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const env = { REDIS_URL: redis.url };
  app = await startApp({ database: `killed-${randomUUID().slice(0, 8)}`, env });
  shop = await backend(app, ["EVENTS_READ"]);
  rows = await Rows.of(app);
  const names = Array.from({ length: CHATS + 1 }, (_, at) => `Person${at}`);
  const [first, ...others] = await signUpAll(app, names);
  ada = first as Person;
  chats = await Promise.all(others.map((other) => openDirect(app, ada, other)));
  await pageOf(app, shop);
});
afterAll(async () => {
  await nodes.stop();
  await rows.close();
  await app.stop();
  await redis.stop();
});

/** Writes everywhere at once through a node until that is killed in the midst; what it acknowledged. */
async function talkUntilKilled(word: string, wanted: number): Promise<string[]> {
  const victim = await nodes.start(app, redis.url);
  const acknowledged: string[] = [];
  let killed: Promise<number> | null = null;
  await Promise.all(
    chats.map(async (chat, at) => {
      for (let round = 0; !killed; round += 1) {
        const body = `${word} ${at}.${round}`;
        const sent = await send(victim.node, ada, chat, body).catch(() => null);
        if (!sent) return;
        acknowledged.push(body);
        if (acknowledged.length >= wanted) killed ??= victim.kill();
      }
    }),
  );
  await killed;
  return acknowledged;
}

test("nodes that are killed while they write the log lose nothing, and tell nothing twice", async () => {
  const { position } = await pull(app, shop);
  const steady = new Reader(app, shop, { since: position });
  const all: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    all.push(...(await talkUntilKilled(`life ${kill}`, ACKNOWLEDGED + 7 * kill)));
    // The one that stays writes on meanwhile, into the same log.
    for (const [at, chat] of chats.entries()) {
      await send(app, ada, chat, `survivor ${kill} ${at}`);
      all.push(`survivor ${kill} ${at}`);
    }
  }
  const told = (): Set<string | null> => new Set(steady.events.map(bodyOf));
  await until("all is told", () => all.every((body) => told().has(body)), TAKEN_OVER_MS);
  const cut = new Reader(app, shop, { since: position });
  await cut.caughtUp();
  const pulled = await pull(app, shop, { since: position });
  const ids = pulled.events.map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { events } of [steady, cut]) expect(events.map(({ eventId }) => eventId)).toEqual(ids);
  for (const chat of chats) {
    const revisions = revisionsOf(pulled.events, chat);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  }
  const log = await rows
    .collection("server_log")
    .find({ _id: { $gt: 0 } as never })
    .toArray();
  const places = log.map((row) => Number(row._id)).sort((a, b) => a - b);
  expect(places).toEqual(places.map((_, at) => at + 1));
  steady.close();
  cut.close();
}, 400_000);
