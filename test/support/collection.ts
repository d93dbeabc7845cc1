import { afterAll, beforeAll } from "@jest/globals";
import mongoose from "mongoose";
import { databaseUri } from "./database.js";

type Collection = mongoose.mongo.Collection;

/** A database of this test file's own; the function makes a new collection in it. */
export function useDatabase(name: string): () => Collection {
  const client = new mongoose.mongo.MongoClient(databaseUri(`${name}-${Date.now()}`), {
    writeConcern: { w: "majority", journal: true },
  });
  let count = 0;
  // Removed with the server's folder in the end: dropping a large one can take minutes.
  beforeAll(async () => void (await client.connect()));
  afterAll(async () => void (await client.close()));
  return () => client.db().collection(`collection-${(count += 1)}`);
}

/** What a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error("it succeeded");
}

export function inParallel<T>(count: number, task: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => task(index)));
}
