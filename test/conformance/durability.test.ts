import { afterEach, beforeEach, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { setTimeout as sleep } from "node:timers/promises";
import { startDatabase, type TestDatabase } from "../support/database.js";

const LIMIT_MS = 120_000;

let server: TestDatabase;
let client: mongoose.mongo.MongoClient;

beforeEach(async () => {
  server = await startDatabase();
  client = await new mongoose.mongo.MongoClient(server.uri, {
    writeConcern: { w: "majority", journal: true },
    serverSelectionTimeoutMS: 30_000,
  }).connect();
});
afterEach(async () => {
  await client.close();
  await server.stop();
});

test(
  "what was acknowledged before a kill -9 is there after it, and its indexes hold",
  async () => {
    const c = client.db().collection("log");
    await c.createIndex({ seq: 1 }, { unique: true });
    await c.insertOne({ seq: 0, edited: 0 });
    const acknowledged: number[] = [];
    let edited = 0;
    let seq = 0;
    let killed = false;
    const append = async (): Promise<void> => {
      while (!killed) {
        const mine = (seq += 1);
        if (await succeeds(c.insertOne({ seq: mine }))) acknowledged.push(mine);
      }
    };
    const edit = async (): Promise<void> => {
      for (let next = 1; !killed; next += 1) {
        if (await succeeds(c.updateOne({ seq: 0 }, { $set: { edited: next } }))) edited = next;
      }
    };
    const writers = [...Array.from({ length: 8 }, append), edit()];
    while (acknowledged.length < 300) await sleep(5);
    killed = true;
    await server.kill();
    await client.close();
    await Promise.all(writers);
    await server.restart();
    client = await new mongoose.mongo.MongoClient(server.uri).connect();

    const after = client.db().collection("log");
    const stored = new Set(await after.distinct("seq"));
    expect(acknowledged.filter((one) => !stored.has(one))).toEqual([]);
    expect((await after.findOne({ seq: 0 }))?.["edited"]).toBeGreaterThanOrEqual(edited);
    expect(await after.countDocuments()).toBe(stored.size);
    await expect(after.insertOne({ seq: acknowledged[0] })).rejects.toMatchObject({ code: 11_000 });
  },
  LIMIT_MS,
);

test(
  "documents are removed when their time is over, others stay",
  async () => {
    // Once a minute by default. Not every server can be told to look more often.
    const faster = { setParameter: 1, ttlMonitorSleepSecs: 1 };
    await succeeds(client.db("admin").command(faster));
    const c = client.db().collection("codes");
    await c.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    const [past, future] = [new Date(Date.now() - 5_000), new Date(Date.now() + 600_000)];
    await c.insertMany([{ expiresAt: past }, { expiresAt: future }, { note: "without a time" }]);
    while ((await c.countDocuments()) > 2) await sleep(200);
    expect(await c.countDocuments({ expiresAt: past })).toBe(0);
  },
  LIMIT_MS,
);

async function succeeds(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}
