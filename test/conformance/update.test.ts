import { expect, test } from "@jest/globals";
import { inParallel, useDatabase } from "../support/collection.js";

const collection = useDatabase("update");

test("of 50 conditional updates from one state one succeeds", async () => {
  const c = collection();
  await c.insertMany([
    { key: "update", revision: 1 },
    { key: "find", revision: 1 },
  ]);
  const updates = await inParallel(50, (by) =>
    c.updateOne({ key: "update", revision: 1 }, { $set: { revision: 2, by } }),
  );
  expect(updates.filter((update) => update.modifiedCount === 1)).toHaveLength(1);
  const found = await inParallel(50, (by) =>
    c.findOneAndUpdate(
      { key: "find", revision: 1 },
      { $set: { revision: 2, by } },
      { returnDocument: "after" },
    ),
  );
  expect(found.filter((document) => document !== null)).toMatchObject([{ revision: 2 }]);
});

test("50 upserts of one key make one document", async () => {
  const c = collection();
  await c.createIndex({ key: 1 }, { unique: true });
  const upserts = await inParallel(50, (by) =>
    c.updateOne({ key: "x" }, { $setOnInsert: { by } }, { upsert: true }),
  );
  expect(upserts.filter((upsert) => upsert.upsertedCount === 1)).toHaveLength(1);
  expect(await c.countDocuments()).toBe(1);
});

test("increments in parallel are all counted", async () => {
  const c = collection();
  await c.insertOne({ n: 0 });
  await inParallel(50, () => c.updateOne({}, { $inc: { n: 1 } }));
  expect(await c.findOne()).toMatchObject({ n: 50 });
});

test("$max never goes back, also for dates, and says when nothing has changed", async () => {
  const c = collection();
  await c.insertOne({ n: 5, at: new Date(1_000) });
  const higher = await c.updateOne({}, { $max: { n: 7, at: new Date(2_000) } });
  const lower = await c.updateOne({}, { $max: { n: 6, at: new Date(1_500) } });
  expect([higher.modifiedCount, lower.modifiedCount, lower.matchedCount]).toEqual([1, 0, 1]);
  expect(await c.findOne()).toMatchObject({ n: 7, at: new Date(2_000) });
});

test("an element of an array is changed by its content", async () => {
  const c = collection();
  await c.insertOne({ key: 1, reactions: ["a", "b"].map((emoji) => ({ emoji, count: 1 })) });
  await c.updateOne({ key: 1, "reactions.emoji": "b" }, { $inc: { "reactions.$.count": 1 } });
  const arrayFilters = [{ "one.emoji": "a" }];
  await c.updateOne({ key: 1 }, { $inc: { "reactions.$[one].count": 5 } }, { arrayFilters });
  await c.updateOne({ key: 1 }, { $push: { reactions: { emoji: "c", count: 1 } } as never });
  await c.updateOne({ key: 1 }, { $pull: { reactions: { emoji: "b" } } as never });
  expect(await c.findOne({ key: 1 })).toMatchObject({
    reactions: [
      { emoji: "a", count: 6 },
      { emoji: "c", count: 1 },
    ],
  });
});

test("an update can be computed from the document", async () => {
  const c = collection();
  await c.insertOne({ n: 1, users: [1, 2] });
  const kept = { $filter: { input: "$users", as: "user", cond: { $ne: ["$$user", 1] } } };
  await c.updateOne({}, [
    {
      $set: {
        n: { $max: ["$n", 5] },
        users: { $concatArrays: [kept, [3]] },
        first: { $ifNull: ["$first", "$$NOW"] },
        sign: { $cond: [{ $gt: ["$n", 0] }, "plus", "minus"] },
      },
    },
  ]);
  expect(await c.findOne()).toMatchObject({
    n: 5,
    users: [2, 3],
    first: expect.any(Date),
    sign: "plus",
  });
});
