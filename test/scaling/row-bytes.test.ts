import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { rowBytes } from "../../scripts/scaling/costs.js";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

const { BSON } = mongoose.mongo;
/** A key ends with where its row is. */
const PLACE_BYTES = 8;

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({ nodes: 1 });
  rows = await Rows.of(app);
  const [ann, bob]: Person[] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const group = await createGroup(app, ann!, [bob!]);
  await send(app, ann!, group, "x".repeat(200));
  await until("the rows have it", async () => {
    const [last] = await rows
      .collection("conversations")
      .find({ lastSeq: { $gte: 2 } })
      .toArray();
    return last !== undefined;
  });
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** Nothing where the index leaves rows like that out. */
function keyBytes(
  { key, sparse, partialFilterExpression }: mongoose.mongo.IndexDescriptionInfo,
  row: Record<string, unknown>,
): number {
  const fields = Object.keys(key);
  const needed = partialFilterExpression ? Object.keys(partialFilterExpression) : [];
  if (needed.some((field) => row[field] === undefined || row[field] === null)) return 0;
  if (sparse && fields.every((field) => row[field] === undefined)) return 0;
  const values = fields.map((field) => {
    const value = row[field];
    return Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  });
  // Without the frame of a document and the names of fields, which keys do not have.
  const sizes = values.map((value) => BSON.calculateObjectSize({ "": value ?? null }) - 6);
  return sizes.reduce((sum, size) => sum + size, PLACE_BYTES);
}

test.each(Object.entries(rowBytes))("a row of %s is as large as is said", async (name, said) => {
  const collection = rows.collection(name);
  const [row] = await collection.find().sort({ _id: -1 }).limit(1).toArray();
  const indexes = await collection.indexes();
  const found = {
    row: BSON.calculateObjectSize(row!),
    keys: indexes.reduce((sum, index) => sum + keyBytes(index, row!), 0),
  };
  for (const part of ["row", "keys"] as const) {
    expect(found[part]).toBeGreaterThan(said[part] * 0.9);
    expect(found[part]).toBeLessThan(said[part] * 1.1);
  }
});
