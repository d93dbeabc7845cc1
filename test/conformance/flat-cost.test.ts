import { expect, test } from "@jest/globals";
import type mongoose from "mongoose";
import { useDatabase } from "../support/collection.js";

const collection = useDatabase("flat-cost");
type Collection = ReturnType<typeof collection>;

const SMALL = 1_000;
const LARGE = 100_000;
/** A scan of the large one costs some hundred times more, so noise cannot hide it. */
const MAX_RATIO = 8;
const ROUNDS = 21;

/** One conversation of so many messages, with the indexes of the log. */
async function conversation(size: number): Promise<Collection> {
  const c = collection();
  await c.createIndex({ conversation: 1, seq: 1 }, { unique: true });
  await c.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { key: { $gt: "" } } });
  for (let from = 0; from < size; from += 5_000) {
    const count = Math.min(5_000, size - from);
    const documents = Array.from({ length: count }, (_, n) => ({
      conversation: 1,
      seq: from + n + 1,
      key: `key ${from + n + 1}`,
      body: "x".repeat(50),
    }));
    await c.insertMany(documents, { ordered: true });
  }
  return c;
}

const operations: Record<string, (c: Collection, size: number, round: number) => Promise<unknown>> =
  {
    "a window in the middle": (c, size) => {
      const seq = { $gt: size / 2, $lte: size / 2 + 20 };
      return c.find({ conversation: 1, seq }).sort({ seq: -1 }).limit(20).toArray();
    },
    "what follows a known head": (c, size) =>
      c
        .find({ conversation: 1, seq: { $gte: size } })
        .sort({ seq: 1 })
        .limit(20)
        .toArray(),
    "one message by position": (c, size) => c.findOne({ conversation: 1, seq: size / 2 }),
    "one message by a partially indexed key": (c, size) => c.findOne({ key: `key ${size / 2}` }),
    "a conditional update by id": async (c, size, round) => {
      const { _id } = (await c.findOne({ conversation: 1, seq: size / 2 })) ?? {};
      return c.updateOne(
        { _id: _id as mongoose.mongo.ObjectId, seq: size / 2 },
        { $set: { round } },
      );
    },
    "an insert at the end": (c, size, round) =>
      c.insertOne({ conversation: 1, seq: size + 100 + round }),
    "an insert that clashes": (c, size) =>
      c.insertOne({ conversation: 1, seq: size / 2 }).catch(() => undefined),
  };

test("what the log does costs the same in 1,000 and in 100,000 messages", async () => {
  const [small, large] = [await conversation(SMALL), await conversation(LARGE)];
  const ratios: Record<string, number> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const times = { small: [] as number[], large: [] as number[] };
    // In turns, so that what disturbs the machine disturbs both.
    for (let round = 0; round < ROUNDS; round += 1) {
      times.small.push(await timeOf(() => operation(small, SMALL, round)));
      times.large.push(await timeOf(() => operation(large, LARGE, round)));
    }
    ratios[name] = median(times.large) / median(times.small);
  }
  const steep = Object.entries(ratios).filter(([, ratio]) => ratio > MAX_RATIO);
  expect(steep).toEqual([]);
}, 180_000);

async function timeOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
