import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { RecentlyWritten } from "../../src/chat/log/recently-written.js";
import { Conversation } from "../../src/chat/membership/conversation.model.js";
import { HeadChecks, type Written } from "../../src/live/realtime/head-checks.js";
import type { LogTail } from "../../src/live/realtime/log-tail.js";
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

const [idle, written, known, active] = [tail(3), tail(3), tail(5), tail(1, true)];
const all = [idle, written, known, active];
const tells: Written = () =>
  Promise.resolve(new Map([written, known].map(({ id }) => [id.toHexString(), 5])));

test("of idle logs only those are looked at that were written beyond what is known", async () => {
  const checks = new HeadChecks(tells);
  expect(await checks.among(all, true)).toEqual(all);
  expect(await checks.among(all, true)).toEqual([written, active]);
  expect(await checks.among(all, false)).toEqual([written, active]);
});

test("where it is not known which were written, all are looked at", async () => {
  const checks = new HeadChecks(() => Promise.resolve(null));
  for (let round = 0; round < 3; round += 1) expect(await checks.among(all, true)).toEqual(all);
});

test("logs of which nothing tells are all looked at now and then, and always without hints", async () => {
  const checks = new HeadChecks(null);
  expect(await checks.among(all, true)).toEqual(all);
  expect(await checks.among(all, true)).toEqual([active]);
  expect(await checks.among(all, false)).toEqual(all);
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
