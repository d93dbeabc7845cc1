import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Model } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import type { Mail, Mailer } from "../../src/mail/mailer.js";
import { OutboxMail } from "../../src/mail/outbox.model.js";
import { OutboxService } from "../../src/mail/outbox.service.js";
import { OutboxWorker } from "../../src/mail/outbox-worker.js";
import { Vault } from "../../src/platform/secrets/vault.js";
import { databaseUri } from "../support/database.js";
import { until } from "../support/graphql.js";

const mongo = new Mongo(databaseUri(`outbox-${randomUUID().slice(0, 8)}`));
const vault = new Vault([{ id: "k", key: Buffer.alloc(32, 1) }]);
const rows: Model<OutboxMail> = mongo.model(OutboxMail, "OutboxMail", "outbox");
let clock: number;
const now = (): Date => new Date(clock);
const outbox = new OutboxService({ rows, vault, now, byAll: (at) => at, wake: () => undefined });

beforeAll(async () => {
  await mongo.start();
  await mongo.createIndexes();
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  clock = Date.parse("2030-01-01");
  await rows.deleteMany({});
});

interface Node {
  readonly sent: Mail[];
  run(): Promise<void>;
}

function node(send: Mailer["send"] = () => Promise.resolve("sent")): Node {
  const sent: Mail[] = [];
  const mailer: Mailer = {
    send: (mail) => {
      sent.push(mail);
      return send(mail);
    },
    stop: () => undefined,
  };
  const worker = new OutboxWorker({ rows, vault, mailer, now, log: () => undefined });
  return {
    sent,
    run: () => {
      worker.wake();
      return worker.idle();
    },
  };
}

const order = (to: string, key?: string) =>
  outbox.enqueue({
    to,
    template: "passwordChanged",
    data: { at: "noon" },
    ...(key && { idempotencyKey: key }),
  });
const later = (ms: number): void => void (clock += ms);

test("three nodes at once send every mail once", async () => {
  const names = Array.from({ length: 50 }, (_, at) => `p${at}@example.com`);
  for (const name of names) await order(name);
  const nodes = [node(), node(), node()];
  for (let round = 0; round < 3; round += 1) await Promise.all(nodes.map((each) => each.run()));
  const sent = nodes.flatMap((each) => each.sent.map(({ to }) => to));
  expect(sent.sort()).toEqual(names.sort());
});

test("what a node had in hand when it died is sent by another once the lease is over", async () => {
  await order("ann@example.com");
  const [dying, other] = [node(() => new Promise(() => undefined)), node()];
  void dying.run();
  await until("it is in hand", () => dying.sent.length === 1);
  await other.run();
  later(60_000);
  await other.run();
  expect(other.sent).toEqual([]);
  later(61_000);
  await other.run();
  await other.run();
  expect(other.sent.map(({ to }) => to)).toEqual(["ann@example.com"]);
  expect(other.sent[0]?.messageId).toBe(dying.sent[0]?.messageId);
});

test("tries grow rarer, and end when the mail is of no use any more", async () => {
  await order("ann@example.com");
  const failing = node(() => Promise.reject(new Error("down")));
  for (let minute = 0; minute < 24 * 60 + 5; minute += 1) {
    await failing.run();
    later(60_000);
  }
  expect(failing.sent.length).toBeGreaterThan(40);
  expect(failing.sent.length).toBeLessThan(60);
  const [row] = await rows.find().lean();
  expect(row).toMatchObject({ state: "DEAD", lastError: "expired", payload: null });
});

test("a code is not sent after it has expired", async () => {
  const data = { code: "12345678", minutes: 10 };
  const expiresAt = new Date(clock + 600_000);
  await outbox.enqueue({ to: "ann@example.com", template: "confirmEmail", data, expiresAt });
  later(600_001);
  const late = node();
  await late.run();
  expect(late.sent).toEqual([]);
});

test("one cause is mailed once, also when the mail went out long ago", async () => {
  const one = node();
  await Promise.all([order("ann@example.com", "cause"), order("ann@example.com", "cause")]);
  await one.run();
  await order("ann@example.com", "cause");
  await one.run();
  expect(one.sent).toHaveLength(1);
});

test("a row whose bytes were moved to another mail opens nothing", async () => {
  await order("ann@example.com");
  await order("eve@example.com");
  const [first, second] = await rows.find().lean();
  if (!first || !second) throw new Error("two rows");
  await rows.updateOne({ _id: second._id }, { payload: first.payload ?? null });
  const one = node();
  await one.run();
  expect(one.sent.map(({ to }) => to)).toEqual(["ann@example.com"]);
});
