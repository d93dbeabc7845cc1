import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { Schema, Types, type Model } from "mongoose";
import type { FollowerPosition } from "../../src/chat/followers/follower-position.model.js";
import { FollowerPositions, type Lease } from "../../src/chat/followers/follower-positions.js";
import { startApp, type TestApp } from "../support/app.js";

const FOLLOWER = "nobody:serves";
const LOGS = 60;

let app: TestApp;
let connection: mongoose.Connection;
let rows: Model<FollowerPosition>;
let now: Date;

beforeAll(async () => {
  app = await startApp({ nodes: 1 });
  connection = await mongoose.createConnection(app.config.mongoUri).asPromise();
  const schema = new Schema({ _id: String }, { strict: false });
  rows = connection.model("Row", schema, "follower_positions") as unknown as typeof rows;
  now = new Date();
});
afterAll(async () => {
  await connection.close();
  await app.stop();
});

const node = (): FollowerPositions => new FollowerPositions(rows, () => now);

/** Logs with something to do, and the rows that say so. */
async function marked(): Promise<FollowerPosition[]> {
  const ids = Array.from({ length: LOGS }, () => new Types.ObjectId());
  const news = ids.map((conversationId) => ({ conversationId, head: 3 }));
  await node().mark(news, { _id: FOLLOWER, epoch: 0 });
  const found = await Promise.all(ids.map((id) => node().find(FOLLOWER, id)));
  return found.flatMap((row) => row ?? []);
}

const takeAll = (of: FollowerPositions, some: readonly FollowerPosition[]) =>
  Promise.all(some.map((row) => of.take(row, 0)));
const isLease = (lease: Lease | null): lease is Lease => lease !== null;
const isRow = (one: FollowerPosition | null): one is FollowerPosition => one !== null;

test("of two nodes that take what both have read, each log has exactly one, who may write there", async () => {
  const all = await marked();
  expect(all).toHaveLength(LOGS);
  const [here, there] = [node(), node()];
  const taken = await Promise.all([takeAll(here, all), takeAll(there, [...all].reverse())]);
  const [ours, theirs] = [taken[0] ?? [], [...(taken[1] ?? [])].reverse()];
  for (const [at] of all.entries()) expect([ours[at], theirs[at]].filter(Boolean)).toHaveLength(1);
  for (const lease of [...ours, ...theirs].filter(isLease))
    expect(await here.save(lease, { revision: 1 })).toBe(true);
});

test("a node that read before others took some gets the others, and none of theirs", async () => {
  const all = await marked();
  const stale = node();
  const some = all.filter((_, at) => at % 3 === 0);
  const theirs = await takeAll(node(), some);
  const ours = await takeAll(stale, all);
  for (const [at, lease] of ours.entries()) expect(isLease(lease)).toBe(at % 3 !== 0);
  expect(theirs.every(isLease)).toBe(true);
});

test("those that come to rest together do so where nothing came meanwhile and nobody took them", async () => {
  const all = await marked();
  const [here, there] = [node(), node()];
  const leases = (await takeAll(here, all)).filter(isLease);
  const at = (index: number): Types.ObjectId => all[index]!.conversationId;
  await there.mark([{ conversationId: at(0), head: 4 }], { _id: FOLLOWER, epoch: 0 });
  await there.mark([{ conversationId: at(1), head: 3 }], { _id: FOLLOWER, epoch: 1 });
  const late = await there.find(FOLLOWER, at(2));
  const lost = late && (await there.take(late, 0));
  expect(lost).not.toBeNull();
  const rested = await Promise.all(
    leases.map((lease) => here.rest(lease, { revision: 3, passed: [] })),
  );
  for (const [index, isAtRest] of rested.entries()) expect(isAtRest).toBe(index > 2);
  const after = await Promise.all(all.map((_, index) => here.find(FOLLOWER, at(index))));
  for (const [index, row] of after.filter(isRow).entries())
    expect([index, row.dueAt === null, row.revision]).toEqual([
      ...[index, index > 2, index > 2 ? 3 : null],
    ]);
  // What is late writes nothing any more, whether it rests or was taken.
  for (const [index, lease] of leases.entries())
    expect(await here.save(lease, { revision: 9 })).toBe(index < 2);
});

test("a node that died between taking many and writing is followed by another, on all of them", async () => {
  const all = await marked();
  expect((await takeAll(node(), all)).every(isLease)).toBe(true);
  now = new Date(now.getTime() + 31_000);
  const due = await node().due(FOLLOWER, 10 * LOGS);
  const ids = new Set(due.map(({ _id }) => _id));
  expect(all.every(({ _id }) => ids.has(_id))).toBe(true);
  const mine = due.filter(({ _id }) => all.some((one) => one._id === _id));
  expect((await takeAll(node(), mine)).every(isLease)).toBe(true);
});
