import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Model } from "mongoose";
import { DatabaseClock } from "../../src/adapters/database-clock.js";
import { Mongo } from "../../src/adapters/mongo.js";
import { OutboxMail } from "../../src/mail/outbox.model.js";
import { OutboxService } from "../../src/mail/outbox.service.js";
import { OutboxWorker } from "../../src/mail/outbox-worker.js";
import { Vault } from "../../src/platform/secrets/vault.js";
import { startApp } from "../support/app.js";
import { databaseUri } from "../support/database.js";

const HOUR_MS = 60 * 60_000;
const USEFUL_MS = 10 * 60_000;

const mongo = new Mongo(databaseUri(`clocks-${randomUUID().slice(0, 8)}`));
const vault = new Vault([{ id: "k", key: Buffer.alloc(32, 1) }]);
const rows: Model<OutboxMail> = mongo.model(OutboxMail, "OutboxMail", "outbox");
const clocks: DatabaseClock[] = [];

beforeAll(async () => {
  await mongo.start();
  await mongo.createIndexes();
});
afterAll(async () => {
  for (const clock of clocks) clock.stop();
  await mongo.stop();
});

/** Of a machine that is so far ahead of the database. */
async function clockAhead(aheadMs: number): Promise<DatabaseClock> {
  const own = (): number => Date.now() + aheadMs;
  const clock = new DatabaseClock(mongo, { own, onSkew: () => undefined });
  clocks.push(clock);
  await clock.start();
  return clock;
}

const AHEAD = [-HOUR_MS, 0, HOUR_MS];
const PAIRS = AHEAD.flatMap((orders) => AHEAD.map((sends) => [orders, sends] as const));

test.each(PAIRS)(
  "a mail ordered %d ms ahead of the database and sent %d ms ahead is in time, and no longer than that",
  async (ordering, sending) => {
    const [orders, sends] = [await clockAhead(ordering), await clockAhead(sending)];
    await rows.deleteMany({});
    const sent: unknown[] = [];
    const { now, shared: byAll } = orders;
    const outbox = new OutboxService({ rows, vault, now, byAll, wake: () => undefined });
    const [to, template, data] = ["ann@example.com", "passwordChanged", { at: "noon" }] as const;
    const expiresAt = (ms: number): Date => new Date(orders.own() + ms);
    await outbox.enqueue({ to, template, data, expiresAt: expiresAt(USEFUL_MS) });
    await outbox.enqueue({ to, template, data, expiresAt: expiresAt(-USEFUL_MS) });
    const mailer = {
      send: (mail: unknown) => Promise.resolve("sent" as const).finally(() => sent.push(mail)),
      stop: () => undefined,
    };
    // What was ordered a moment ago is due, also where the comparison is a few milliseconds off.
    const soon = (): Date => new Date(sends.now().getTime() + 1_000);
    const worker = new OutboxWorker({ rows, vault, mailer, now: soon, log: () => undefined });
    worker.wake();
    await worker.idle();
    const states = (await rows.find().lean()).map(({ state }) => state);
    expect(states.sort()).toEqual(["DEAD", "SENT"]);
    expect(sent).toHaveLength(1);
  },
);

test("a node whose clock is not the database's says so at its start", async () => {
  const said: unknown[] = [];
  for (const aheadMs of AHEAD) {
    const log = {
      write: (line: string) => {
        const { msg, skewMs } = JSON.parse(line) as { msg: string; skewMs?: number };
        if (msg === "the clock is not that of the database")
          said.push(Math.round((skewMs ?? 0) / HOUR_MS));
      },
    };
    const machineClock = (): number => Date.now() + aheadMs;
    const app = await startApp({
      nodes: 1,
      env: { LOG_LEVEL: "warn" },
      probes: { machineClock, log },
    });
    await app.stop();
  }
  expect(said).toEqual([-1, 1]);
});
