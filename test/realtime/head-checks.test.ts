import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { Types } from "mongoose";
import { RecentlyWritten } from "../../src/chat/log/recently-written.js";
import { Conversation } from "../../src/chat/membership/conversation.model.js";
import { HeadChecks, type Written } from "../../src/live/realtime/head-checks.js";
import type { LogEntry } from "../../src/live/realtime/log-entry.js";
import { revisionOrder, seqOrder, type FollowedHead } from "../../src/live/realtime/log-order.js";
import type { LogTail } from "../../src/live/realtime/log-tail.js";
import { LogTails } from "../../src/live/realtime/log-tails.js";
import type { HintBus } from "../../src/platform/hints/hint.js";
import { Mongo } from "../../src/adapters/mongo.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";

/** A followed log in which nothing has happened for long, or something just did. */
function tail(revision: number, isActive = false): LogTail {
  const movedAt = isActive ? performance.now() : -Infinity;
  return { id: new Types.ObjectId(), head: { revision }, movedAt } as unknown as LogTail;
}

const [idle, written, active] = [tail(3), tail(3), tail(1, true)];
const all = new Map([idle, written, active].map((one) => [one.id.toHexString(), one]));
const told = new Map([[written.id.toHexString(), 5]]);
const tells: Written = () => Promise.resolve(told);

afterEach(() => {
  jest.restoreAllMocks();
});

/** The time, as all that runs here sees it, until the test is over. */
function clock(): { now: number } {
  const time = { now: 1_000_000 };
  jest.spyOn(performance, "now").mockImplementation(() => time.now);
  return time;
}

test("of idle logs the rows tell, and all are compared with the log in turn within a minute", async () => {
  const time = clock();
  const checks = new HeadChecks(tells);
  const tails = Array.from({ length: 300 }, () => tail(3));
  const idle = new Map(tails.map((one) => [one.id.toHexString(), one]));
  const compared = new Set<LogTail>();
  for (let round = 1; round <= 30; round += 1) {
    time.now += 2_000;
    const check = await checks.among(idle, round % 2 === 0);
    expect(check.told).toBe(told);
    expect(check.compared.size).toBe(10);
    for (const one of check.compared) compared.add(one);
    // One goes that has had its turn: nobody loses theirs by it.
    const [first] = check.compared;
    idle.delete(first?.id.toHexString() ?? "");
    const other = tail(3);
    idle.set(other.id.toHexString(), other);
  }
  expect(tails.filter((one) => !compared.has(one))).toEqual([]);
});

test("where something has just happened the log is looked at each time", async () => {
  const time = clock();
  const checks = new HeadChecks(tells);
  const busy = tail(1, true);
  const both = new Map([...all, [busy.id.toHexString(), busy]]);
  for (let round = 0; round < 5; round += 1)
    expect((await checks.among(both, true)).compared).toContain(busy);
  time.now += 61_000;
  expect((await checks.among(both, true)).compared.size).toBe(4);
  expect((await checks.among(both, true)).compared.size).toBe(0);
});

test("where it is not known which were written, all are compared, and those being opened", async () => {
  const checks = new HeadChecks(() => Promise.resolve(null));
  for (let round = 0; round < 3; round += 1) {
    const { compared, isOfAny } = await checks.among(all, true);
    expect([compared, isOfAny]).toEqual([new Set(all.values()), true]);
  }
});

test("logs of which nothing tells take turns within 15 seconds, and are all compared without hints", async () => {
  const time = clock();
  const checks = new HeadChecks(null);
  const many = new Map(Array.from({ length: 30 }, (_, at) => [String(at), tail(at)]));
  time.now += 1_000;
  expect((await checks.among(many, true)).compared.size).toBe(2);
  expect((await checks.among(many, false)).compared.size).toBe(30);
});

test("what the rows tell while the end of a log is still being read is not lost", async () => {
  const id = new Types.ObjectId();
  let answer: (ends: Map<string, FollowedHead>) => void = () => undefined;
  const ends = new Promise<Map<string, FollowedHead>>((resolve) => (answer = resolve));
  const entry = { seq: 3, revision: 3, createdRevision: 3, _id: new Types.ObjectId() } as LogEntry;
  const read = () => Promise.resolve([entry]);
  const tails = new LogTails(
    {
      bus: { connected: true, listen: () => () => undefined } as unknown as HintBus,
      orders: { seq: seqOrder(read), revision: revisionOrder(read) },
      heads: () => ends,
      written: () => Promise.resolve(new Map([[id.toHexString(), 3]])),
      onFault: () => undefined,
      remember: () => undefined,
    },
    () => undefined,
  );
  const acquired = tails.acquire(id.toHexString(), () => true);
  await tails.checkHeads();
  const end = { seq: 2, revision: 2, lastAbout: new Map() };
  answer(new Map([[id.toHexString(), end]]));
  const opened = await acquired;
  await until("it is read", () => opened.head.revision === 3);
});

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("what another node wrote is told by one range, whatever else there is", async () => {
  const [ann, ben, cyd] = [
    await signUp(app, "Ann"),
    await signUp(app, "Ben"),
    await signUp(app, "Cyd"),
  ];
  const [one, other] = [await openDirect(app, ann, ben), await openDirect(app, ann, cyd)];
  await send(app, ann, one, "before");
  await send(app, ann, other, "before");
  const mongo = new Mongo(app.config.mongoUri);
  await mongo.start();
  try {
    const recently = new RecentlyWritten(
      mongo.model(Conversation, "Conversation", "conversations"),
    );
    await until("the rows are there", async () => (await recently.read())?.size === 2);
    await send(app, ann, one, "after");
    await until("it is told", async () => (await recently.read())?.get(one) === 2);
    expect((await recently.read())?.get(other)).toBe(1);
  } finally {
    await mongo.stop();
  }
});
