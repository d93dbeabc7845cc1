import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { NodeProcesses } from "../support/node-process.js";
import { signUpAll, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { backend, type Backend } from "../support/services.js";
import { Hooks } from "./hook.js";

const CHATS = 6;
const ROUNDS = 5;
/** Whoever goes on after a dead node waits for the end of its lease. */
const TAKEN_OVER_MS = 180_000;

let redis: RedisServer;
let app: TestApp;
let shop: Backend;
let ada: Person;
let chats: string[];
const hooks = new Hooks();
const nodes = new NodeProcesses();

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const env = { REDIS_URL: redis.url, WEBHOOK_ALLOW_PRIVATE: "on" };
  app = await startApp({ database: `killed-${randomUUID().slice(0, 8)}`, env });
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  const names = Array.from({ length: CHATS + 1 }, (_, at) => `Person${at}`);
  const [first, ...others] = await signUpAll(app, names);
  ada = first as Person;
  chats = await Promise.all(others.map((other) => openDirect(app, ada, other)));
});
afterAll(async () => {
  await nodes.stop();
  await app.stop();
  await redis.stop();
  await hooks.stop();
});

test("what a killed node was posting comes again from another, all of it and in order", async () => {
  const victim = await nodes.start(app, redis.url);
  const hook = await hooks.make(app, shop);
  const { endpoint } = hook;
  const held = new Set<string>();
  const cut = new Set<string>();
  // It has what it is sent, and whoever sent it never hears of that.
  endpoint.behave = (response, event) => {
    endpoint.taken.push(event);
    held.add(event.id);
    response.once("close", () => cut.add(event.id));
  };
  const rounds = Array.from({ length: ROUNDS }, (_, round) => `round ${round}`);
  // Alone, so that it is the one that posts.
  await app.stop();
  for (const chat of chats) for (const body of rounds) await send(victim.node, ada, chat, body);
  await until("each conversation's first is there", () => held.size === CHATS);
  await victim.kill();
  await until("all were being posted as it died", () => cut.size === CHATS);
  endpoint.behave = null;
  await app.restart();
  // It goes on once the leases of the dead one have ended.
  await until("all came", () => endpoint.once.length === CHATS * ROUNDS, TAKEN_OVER_MS);
  for (const chat of chats) {
    const own = endpoint.once.filter(({ data }) => data.conversationId === chat);
    expect(own.map(({ data }) => data.body)).toEqual(rounds);
  }
  const ids = endpoint.taken.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  expect(new Set(twice)).toEqual(held);
  expect(endpoint.forged).toEqual([]);
}, 300_000);

test("what a node acknowledged right before it was killed is told by another", async () => {
  const victim = await nodes.start(app, redis.url);
  const hook = await hooks.make(app, shop);
  const acknowledged: string[] = [];
  let killed: Promise<number> | null = null;
  await Promise.all(
    chats.map(async (chat, at) => {
      for (let round = 0; !killed; round += 1) {
        const body = `${at}: last word ${round}`;
        const sent = await send(victim.node, ada, chat, body).catch(() => null);
        if (!sent) return;
        acknowledged.push(body);
        if (acknowledged.length >= 3 * CHATS) killed ??= victim.kill();
      }
    }),
  );
  await killed;
  const bodies = (): (string | null)[] => hook.endpoint.once.map(({ data }) => data.body);
  const all = (): boolean => acknowledged.every((body) => bodies().includes(body));
  await until("all that was acknowledged came", all, TAKEN_OVER_MS);
  for (const chat of chats) {
    const revisions = hook.endpoint.revisionsOf(chat);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  }
}, 300_000);
