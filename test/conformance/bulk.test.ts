import { expect, test } from "@jest/globals";
import { failureOf, useDatabase } from "../support/collection.js";

const collection = useDatabase("bulk");

test("an ordered insertMany stops at the first clash and says what it has inserted", async () => {
  const c = collection();
  await c.createIndex({ a: 1 }, { unique: true, name: "position" });
  await c.insertOne({ a: 3 });
  const documents = [1, 2, 3, 4].map((a) => ({ _id: `d${a}`, a }));
  const failure = await failureOf(c.insertMany(documents as never[], { ordered: true }));
  expect(failure).toMatchObject({
    name: "MongoBulkWriteError",
    code: 11_000,
    insertedCount: 2,
    insertedIds: { 0: "d1", 1: "d2" },
    writeErrors: [{ index: 2, code: 11_000 }],
  });
  // The driver drops keyPattern from the errors of a bulk: the index's name is what is left of it.
  expect(failure["message"]).toMatch(/ index: position dup key: /);
  expect((await c.distinct("a")).sort()).toEqual([1, 2, 3]);
});

test("the insert command itself tells the clash with its fields", async () => {
  const c = collection();
  await c.createIndex({ a: 1 }, { unique: true });
  await c.insertOne({ a: 3 });
  const insert = { insert: c.collectionName, documents: [{ a: 1 }, { a: 3 }, { a: 4 }] };
  expect(await c.db.command({ ...insert, ordered: true })).toMatchObject({
    n: 1,
    writeErrors: [{ index: 1, code: 11_000, keyPattern: { a: 1 }, keyValue: { a: 3 } }],
  });
});

test("an unordered insertMany goes on after a clash", async () => {
  const c = collection();
  await c.createIndex({ a: 1 }, { unique: true });
  await c.insertOne({ a: 3 });
  const documents = [1, 3, 2].map((a) => ({ a }));
  const failure = await failureOf(c.insertMany(documents, { ordered: false }));
  expect(failure).toMatchObject({ insertedCount: 2, writeErrors: [{ index: 1 }] });
  expect((await c.distinct("a")).sort()).toEqual([1, 2, 3]);
});

test("bulkWrite does its steps in order and counts them", async () => {
  const c = collection();
  const result = await c.bulkWrite([
    { insertOne: { document: { key: 1, n: 1 } } },
    { updateOne: { filter: { key: 1 }, update: { $max: { n: 5 } } } },
    { updateOne: { filter: { key: 2 }, update: { $setOnInsert: { n: 2 } }, upsert: true } },
    { updateMany: { filter: {}, update: { $set: { seen: true } } } },
    { deleteOne: { filter: { key: 1, n: 5, seen: true } } },
  ]);
  expect(result).toMatchObject({
    insertedCount: 1,
    matchedCount: 3,
    modifiedCount: 3,
    upsertedCount: 1,
    deletedCount: 1,
  });
  expect(await c.find().project({ _id: 0 }).toArray()).toEqual([{ key: 2, n: 2, seen: true }]);
});
