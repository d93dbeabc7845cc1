import { expect, test } from "@jest/globals";
import { failureOf, useDatabase } from "../support/collection.js";

const collection = useDatabase("read");

/** Three conversations of ten messages. */
async function threeConversations(): Promise<ReturnType<typeof collection>> {
  const c = collection();
  await c.createIndex({ conversation: 1, seq: 1 }, { unique: true });
  const documents = Array.from({ length: 30 }, (_, n) => ({
    conversation: n % 3,
    seq: Math.floor(n / 3) + 1,
    body: `message ${n}`,
  }));
  await c.insertMany(documents);
  return c;
}

test("a window of a conversation comes in both directions", async () => {
  const c = await threeConversations();
  const window = { conversation: 1, seq: { $gt: 3, $lte: 6 } };
  const seqs = async (direction: 1 | -1): Promise<unknown[]> => {
    const found = await c.find(window).sort({ seq: direction }).toArray();
    return found.map((document): unknown => document["seq"]);
  };
  expect(await seqs(1)).toEqual([4, 5, 6]);
  expect(await seqs(-1)).toEqual([6, 5, 4]);
});

test("several conversations are sorted together, with skip, limit and projection", async () => {
  const c = await threeConversations();
  const found = await c
    .find({ conversation: { $in: [0, 2] }, seq: { $gte: 9 } })
    .project({ _id: 0, body: 0 })
    .sort({ seq: -1, conversation: 1 })
    .skip(1)
    .limit(2)
    .toArray();
  expect(found).toEqual([
    { conversation: 2, seq: 10 },
    { conversation: 0, seq: 9 },
  ]);
});

test("counts can be limited", async () => {
  const c = await threeConversations();
  expect(await c.countDocuments({ conversation: 1 })).toBe(10);
  expect(await c.countDocuments({ conversation: 1 }, { limit: 4 })).toBe(4);
  expect((await c.distinct("conversation", { seq: { $gt: 9 } })).sort()).toEqual([0, 1, 2]);
});

test("groups are made in sorted order and joined with another collection", async () => {
  const c = await threeConversations();
  const heads = await c
    .aggregate([
      { $match: { conversation: { $in: [0, 1] } } },
      { $sort: { seq: -1 } },
      { $group: { _id: "$conversation", head: { $first: "$seq" }, count: { $sum: 1 } } },
      {
        $lookup: {
          from: c.collectionName,
          localField: "_id",
          foreignField: "conversation",
          as: "all",
        },
      },
      { $project: { head: 1, count: 1, joined: { $size: "$all" } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  expect(heads).toEqual([
    { _id: 0, head: 10, count: 10, joined: 10 },
    { _id: 1, head: 10, count: 10, joined: 10 },
  ]);
});

test("a long result comes in batches", async () => {
  const c = collection();
  await c.insertMany(Array.from({ length: 1_000 }, (_, n) => ({ n })));
  let sum = 0;
  for await (const { n } of c.find().batchSize(100)) sum += Number(n);
  expect(sum).toBe(499_500);
});

test("a collation compares without case, and $regex finds in an indexed field", async () => {
  const c = collection();
  await c.createIndex({ name: 1 });
  await c.insertMany(["Ann", "ann", "Bob"].map((name) => ({ name })));
  const byCase = c.find({ name: "ANN" }).collation({ locale: "en", strength: 2 });
  expect(await byCase.toArray()).toHaveLength(2);
  // As an operator: a RegExp value finds nothing in SecantusDB where the field is indexed.
  expect(await c.find({ name: { $regex: "^A" } }).toArray()).toHaveLength(1);
});

test("text with any character is stored, found and kept apart", async () => {
  const c = collection();
  await c.createIndex({ text: 1 }, { unique: true });
  const texts = ["a", "a\u0000", "a\u0000b", "😀", "e\u0301", "\u00e9"];
  await c.insertMany(texts.map((text) => ({ text })));
  for (const text of texts) expect(await c.find({ text }).toArray()).toMatchObject([{ text }]);
});

test("a query that takes too long is given up", async () => {
  const c = collection();
  await c.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ text: `text ${n}` })));
  const slow = c.find({ $expr: { $gt: [{ $strLenCP: "$text" }, 100] } }).maxTimeMS(1);
  expect(await failureOf(slow.toArray())).toMatchObject({ code: 50 });
});
