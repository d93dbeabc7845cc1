import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
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
import { pageOf, pull, bodyOf } from "../server-events/reader.js";
import { bodiesOf, Hooks } from "./hook.js";

const SHIFT_MS = -12_000;
const SHIM = fileURLToPath(new URL("../support/shifted-clock.mjs", import.meta.url));

let redis: RedisServer;
let app: TestApp;
let rows: Rows;
let shop: Backend;
let people: Person[];
const hooks = new Hooks();
const nodes = new NodeProcesses();

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const env = { REDIS_URL: redis.url, WEBHOOK_ALLOW_PRIVATE: "on" };
  app = await startApp({ database: `slow-${randomUUID().slice(0, 8)}`, env });
  shop = await backend(app, ["WEBHOOKS_WRITE", "EVENTS_READ"]);
  rows = await Rows.of(app);
  people = await signUpAll(app, ["Ada", "Bob", "Cy", "Dee"]);
});
afterAll(async () => {
  await nodes.stop();
  await rows.close();
  await app.stop();
  await redis.stop();
  await hooks.stop();
});

test("what a node with a slow clock writes right after a webhook was made is told, and nothing of before", async () => {
  const [ada, ...others] = people as [Person, ...Person[]];
  const chats = await Promise.all(others.map((other) => openDirect(app, ada, other)));
  const env = { NODE_OPTIONS: `--import ${SHIM}`, CLOCK_SHIFT_MS: String(SHIFT_MS) };
  const { node: slow } = await nodes.start(app, redis.url, env);
  const [written = "", quiet = "", fast = ""] = chats;
  for (const chat of [written, fast]) await send(app, ada, chat, "before, by the other node");
  await send(slow, ada, written, "before, by the slow one");
  const hook = await hooks.make(app, shop);
  await pageOf(app, shop);
  for (const chat of [written, quiet, fast]) await send(slow, ada, chat, `slow in ${chat}`);
  await send(app, ada, fast, "the last");
  const wanted = [...chats.map((chat) => `slow in ${chat}`), "the last"];
  await until("all is told", () => wanted.every((body) => bodiesOf(hook).includes(body)));
  expect(hook.endpoint.once.map(({ data }) => data.body).toSorted()).toEqual(wanted.toSorted());
  // Its clock was slow indeed.
  const [first] = hook.endpoint.once.filter(({ data }) => data.body === `slow in ${quiet}`);
  expect(Date.parse(first?.timestamp ?? "")).toBeLessThan(Date.now() + SHIFT_MS);
  // By the log of all it is told as well; of that some of before may be told, too.
  await until("it is in the log of all", async () => {
    const bodies = (await pull(app, shop)).events.map(bodyOf);
    return wanted.every((body) => bodies.includes(body));
  });
});
