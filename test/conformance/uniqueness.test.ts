import { expect, test } from "@jest/globals";
import { failureOf, inParallel, useDatabase } from "../support/collection.js";

const collection = useDatabase("uniqueness");
const CLASH = 11_000;

test("a clash names the index's fields and their values, whatever the operation", async () => {
  const c = collection();
  await c.createIndex({ a: 1, b: 1 }, { unique: true });
  await c.insertMany([
    { a: 1, b: 1 },
    { a: 1, b: 2 },
  ]);
  const clash = { code: CLASH, keyPattern: { a: 1, b: 1 }, keyValue: { a: 1, b: 1 } };
  expect(await failureOf(c.insertOne({ a: 1, b: 1 }))).toMatchObject(clash);
  expect(await failureOf(c.updateOne({ b: 2 }, { $set: { b: 1 } }))).toMatchObject(clash);
  expect(await failureOf(c.findOneAndUpdate({ b: 2 }, { $set: { b: 1 } }))).toMatchObject(clash);
});

test("of several unique indexes the one that clashes is named", async () => {
  const c = collection();
  await c.createIndex({ conversation: 1, seq: 1 }, { unique: true });
  await c.createIndex({ sender: 1, key: 1 }, { unique: true });
  await c.insertOne({ conversation: 1, seq: 1, sender: 1, key: "x" });
  const seq = c.insertOne({ conversation: 1, seq: 1, sender: 1, key: "y" });
  expect(await failureOf(seq)).toMatchObject({ keyPattern: { conversation: 1, seq: 1 } });
  const key = c.insertOne({ conversation: 1, seq: 2, sender: 1, key: "x" });
  expect(await failureOf(key)).toMatchObject({ keyPattern: { sender: 1, key: 1 } });
});

test.each([
  ["a bound", { key: { $gt: "" } }],
  ["presence", { key: { $exists: true } }],
  ["a type", { key: { $type: "string" } }],
  ["another field", { kind: "USER" }],
])("an index that is partial by %s holds only for what it covers", async (_, filter) => {
  const c = collection();
  await c.createIndex({ key: 1 }, { unique: true, partialFilterExpression: filter });
  await c.insertMany([{ n: 1 }, { n: 2 }, { n: 3, key: "x", kind: "USER" }]);
  const clash = { code: CLASH, keyPattern: { key: 1 }, keyValue: { key: "x" } };
  const document = { key: "x", kind: "USER" };
  expect(await failureOf(c.insertOne({ ...document }))).toMatchObject(clash);
  expect(await failureOf(c.updateOne({ n: 2 }, { $set: document }))).toMatchObject(clash);
});

test("a sparse unique index lets documents without the field be", async () => {
  const c = collection();
  await c.createIndex({ key: 1 }, { unique: true, sparse: true });
  await c.insertMany([{ n: 1 }, { n: 2 }, { key: "x" }]);
  expect(await failureOf(c.insertOne({ key: "x" }))).toMatchObject({ code: CLASH });
});

test("a unique index over duplicates is refused", async () => {
  const c = collection();
  await c.insertMany([{ a: 1 }, { a: 1 }]);
  expect(await failureOf(c.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: CLASH });
});

test("of 50 writers of one key one succeeds and 49 are told of the clash", async () => {
  const c = collection();
  await c.createIndex({ key: 1 }, { unique: true });
  const outcomes = await inParallel(50, (writer) =>
    c.insertOne({ key: "x", writer }).then(
      () => "stored",
      (error: { code?: number; keyPattern?: object }) => ({ ...error.keyPattern, is: error.code }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === "stored")).toHaveLength(1);
  const clashes = outcomes.filter((outcome) => outcome !== "stored");
  expect(clashes).toEqual(Array.from({ length: 49 }, () => ({ key: 1, is: CLASH })));
  expect(await c.countDocuments()).toBe(1);
});

test("20 writers that each take the next number leave no hole", async () => {
  const c = collection();
  await c.createIndex({ conversation: 1, seq: 1 }, { unique: true });
  await inParallel(20, async () => {
    for (;;) {
      const seq = (await c.countDocuments()) + 1;
      const stored = await c.insertOne({ conversation: 1, seq }).catch((error: unknown) => error);
      if (!(stored instanceof Error)) return;
      expect(stored).toMatchObject({ code: CLASH });
    }
  });
  const seqs = await c.distinct("seq", { conversation: 1 });
  expect(seqs.sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});
