import { expect, test } from "@jest/globals";
import type mongoose from "mongoose";
import { useDatabase } from "../support/collection.js";

const collection = useDatabase("flat-cost");
type Collection = ReturnType<typeof collection>;

const SMALL = 1_000;
/** The slowest server does not get to the wanted size in a test's time, and need not. */
const LARGE = { wanted: 100_000, least: 20_000, fillMs: 30_000 };
/** A scan of the large one costs at least twenty times more, so noise cannot hide it. */
const MAX_RATIO = 5;
const ROUNDS = 21;

interface Conversation {
  readonly c: Collection;
  readonly size: number;
}

/** One conversation with the indexes of the log. */
async function conversation({ wanted, least, fillMs }: typeof LARGE): Promise<Conversation> {
  const c = collection();
  await c.createIndex({ conversation: 1, seq: 1 }, { unique: true });
  await c.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { key: { $gt: "" } } });
  const end = Date.now() + fillMs;
  let size = 0;
  while (size < least || (size < wanted && Date.now() < end)) {
    const documents = Array.from({ length: 1_000 }, (_, n) => {
      const seq = size + n + 1;
      return { conversation: 1, seq, key: `key ${seq}`, body: "x".repeat(50) };
    });
    await c.insertMany(documents, { ordered: true });
    size += documents.length;
  }
  return { c, size };
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
  const small = await conversation({ wanted: SMALL, least: SMALL, fillMs: 0 });
  const large = await conversation(LARGE);
  const ratios: Record<string, number> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const times = { small: [] as number[], large: [] as number[] };
    // In turns, so that what disturbs the machine disturbs both.
    for (let round = 0; round < ROUNDS; round += 1) {
      times.small.push(await timeOf(() => operation(small.c, small.size, round)));
      times.large.push(await timeOf(() => operation(large.c, large.size, round)));
    }
    ratios[name] = median(times.large) / median(times.small);
  }
  const steep = Object.entries(ratios).filter(([, ratio]) => ratio > MAX_RATIO);
  expect(steep).toEqual([]);
}, 300_000);

async function timeOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
