import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { toId } from "../../src/platform/core/id.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";
import { startScript } from "../support/script.js";
import { linksOf, mailedLink, request, Unpacked } from "./requested-export.js";

const COUNT = 20_000;
const LEASE_MS = 20_000;

let redis: RedisServer;
let database: string;
let exportDir: string;
let dataDir: string;
let here: TestApp;
let rows: Rows;
let ann: Person;
/** The clock of the node here: to see at once what the end of a lease leads to. */
let aheadMs = 0;

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  database = `export-${randomUUID().slice(0, 8)}`;
  exportDir = await mkdtemp(join(tmpdir(), "confab-exports-"));
  dataDir = await mkdtemp(join(tmpdir(), "confab-killed-"));
  here = await start();
  rows = await Rows.of(here);
  const bob = await signUp(here, "Bob");
  ann = await signUp(here, "Ann");
  const conversationId = await openDirect(here, ann, bob);
  const { mongoUri } = here.config;
  await fillLog({ mongoUri, conversationId, senderId: bob.id, count: COUNT });
});
afterAll(async () => {
  await rows.close();
  await here.stop();
  await redis.stop();
  for (const folder of [exportDir, dataDir]) await rm(folder, { recursive: true, force: true });
});

const start = () =>
  startApp({
    database,
    env: { REDIS_URL: redis.url, EXPORT_DIR: exportDir },
    limits: { perUserPercent: 100_000 },
    now: () => new Date(Date.now() + aheadMs),
  });
const rowOf = ({ id }: Person) => rows.collection("data_exports").findOne({ _id: toId(id) });

/** Whole, whoever wrote it. */
async function expectAll(url: string): Promise<void> {
  const unpacked = await Unpacked.from(url);
  const messages = await unpacked.lines<{ confab: { seq: number } }>("message");
  expect(messages.map(({ confab }) => confab.seq)).toEqual(
    Array.from({ length: COUNT }, (_, at) => at + 1),
  );
  await unpacked.remove();
}

test("what a node wrote when it was killed is written anew by another, whole, and mailed once", async () => {
  const port = await freePort();
  const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
  const { config } = here;
  await here.stop();
  const other = startScript("../src/main.ts", [], {
    ...(Object.fromEntries(secrets) as NodeJS.ProcessEnv),
    ...{ NODE_ENV: "test", PORT: String(port), HOST: "127.0.0.1", SALT_ROUND: "4" },
    ...{ MONGO_DB_URI: config.mongoUri, DATA_DIR: dataDir },
    ...{ REDIS_URL: redis.url, EXPORT_DIR: exportDir },
  });
  const url = `http://127.0.0.1:${port}`;
  await until("it serves", () =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
  await request({ url: `${url}/graphql` }, ann);
  await until("it writes", async () => (await readdir(exportDir)).length > 0);
  other.process.kill("SIGKILL");
  await other.exited;
  const left = await rowOf(ann);
  expect(left).toMatchObject({ state: "PREPARING", fence: 1 });
  expect(left?.["file"] ?? null).toBeNull();

  here = await start();
  aheadMs = LEASE_MS;
  const link = await mailedLink(here, ann);
  await expectAll(link);
  expect(await rowOf(ann)).toMatchObject({ fence: 2, attempts: 2 });
  const [name, ...others] = await readdir(exportDir);
  expect([name?.slice(-6), others]).toEqual(["-2.zip", []]);
  expect(await linksOf(here, ann)).toHaveLength(1);
});

test("what was complete when its node died is mailed by another, and not written again", async () => {
  const before = await rowOf(ann);
  const _id = toId(ann.id);
  await rows.collection("outbox").deleteMany({ key: `export:${before?.["requestId"]}` });
  await rows
    .collection("data_exports")
    .updateOne({ _id }, { $set: { state: "PREPARING", dueAt: new Date(1) } });
  await expectAll(await mailedLink(here, ann, 2));
  expect(await readdir(exportDir)).toEqual([before?.["file"]]);
});

test("a node that stops in order leaves it to the other at once; both lead to the file", async () => {
  const there = await start();
  try {
    await request(there, ann);
    await until("somebody writes", async () => (await rowOf(ann))?.["fence"] === 1);
  } finally {
    await there.stop();
  }
  await expectAll(await mailedLink(here, ann, 3));
  // What was given back does not count as a try.
  expect(await rowOf(ann)).toMatchObject({ attempts: 1 });
});

test("a node that comes too late has nothing to say any more", async () => {
  await request(here, ann);
  await until("it is written", async () => (await readdir(exportDir)).length > 0);
  // As if another node had taken it over.
  await rows
    .collection("data_exports")
    .updateOne({ _id: toId(ann.id) }, { $set: { fence: 7, dueAt: new Date(Date.now() + 3e7) } });
  await until("it gives up", async () => (await readdir(exportDir)).length === 0);
  await here.stop();
  expect(await rowOf(ann)).toMatchObject({ state: "PREPARING", fence: 7 });
});
