import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { startApp } from "../../test/support/app.js";
import { brokenLogs } from "../../test/support/log-invariants.js";
import { importFrom } from "../../test/transfer/line-folder.js";
import { writeLines } from "./lines.js";

const AMOUNT = {
  users: Number(process.env["BENCH_USERS"] ?? 1_000),
  conversations: Number(process.env["BENCH_CONVERSATIONS"] ?? 500),
  messages: Number(process.env["BENCH_MESSAGES"] ?? 50_000),
};
const BATCH = 1_000;
const GOAL = 0.6;
type Config = Parameters<typeof importFrom>[0];

/** How fast messages come in by lines, against the same documents by plain insertMany, in one run. */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const folder = await mkdtemp(join(tmpdir(), "confab-bench-import-"));
  const [app, plain] = [await startApp(), await startApp()];
  try {
    const path = await writeLines(folder, AMOUNT);
    const seconds = await byLines(app.config, path);
    const plainSeconds = await byInserts(app.config.mongoUri, plain.config.mongoUri);
    const [rate, plainRate] = [seconds, plainSeconds].map((one) => AMOUNT.messages / one);
    const ratio = (rate ?? 0) / (plainRate ?? 1);
    console.log(`import: ${Math.round(rate ?? 0)} messages a second, all lines checked first`);
    console.log(`insertMany: ${Math.round(plainRate ?? 0)} documents a second`);
    console.log(`ratio ${ratio.toFixed(2)}, goal ${GOAL}`);
    const broken = await brokenLogs(app.config.mongoUri);
    if (broken.length > 0) throw new Error(broken.join("\n"));
  } finally {
    await app.stop();
    await plain.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the messages, with the checking of all lines; people and conversations are before the clock. */
async function byLines(config: Config, path: string): Promise<number> {
  let [checked, began] = [0, 0];
  const start = performance.now();
  let quarter = 0;
  const onProgress = (what: string, done: number, of: number): void => {
    if (what === "bytes checked") checked = performance.now() - start;
    if (what === "conversations") began = performance.now();
    if (what !== "messages") return;
    if (done < (quarter * of) / 4) return;
    quarter += 1;
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const [heap, all] = [heapUsed, rss].map((bytes) => Math.round(bytes / 1_048_576));
    console.log(`  ${done} messages: ${heap} MB of heap, ${all} MB of the process`);
  };
  await importFrom(config, path, { onProgress });
  return (checked + performance.now() - began) / 1_000;
}

/** The same documents into a database with the same indexes; the reading is not counted. */
async function byInserts(from: string, to: string): Promise<number> {
  const [source, target] = await Promise.all(
    [from, to].map((uri) => mongoose.mongo.MongoClient.connect(uri)),
  );
  if (!source || !target) throw new Error("no database");
  const messages = target.db().collection("messages");
  let spent = 0;
  let batch: mongoose.mongo.Document[] = [];
  const flush = async (): Promise<void> => {
    const began = performance.now();
    await messages.insertMany(batch, { writeConcern: { w: "majority", j: true } });
    spent += performance.now() - began;
    batch = [];
  };
  for await (const row of source.db().collection("messages").find()) {
    batch.push(row);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  await Promise.all([source.close(), target.close()]);
  return spent / 1_000;
}

await main();
