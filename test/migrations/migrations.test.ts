import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { createApp } from "../../src/app.js";
import { Migrator } from "../../src/platform/migrations/migrator.js";
import type { Migration } from "../../src/platform/migrations/migration.js";
import { migrations } from "../../src/platform/migrations/migrations.js";
import { startApp } from "../support/app.js";
import { databaseUri } from "../support/database.js";
import { signUp } from "../support/people.js";

const name = `migrations-${randomUUID().slice(0, 8)}`;
const connection = mongoose.createConnection();
let database: mongoose.mongo.Db;

beforeAll(async () => {
  await connection.openUri(databaseUri(name));
  database = connection.db as mongoose.mongo.Db;
});
afterAll(() => connection.close());

test("migrations run once, in order, and a run goes on where the last one failed", async () => {
  const runs: string[] = [];
  let broken = true;
  const note = (name: string): Migration => ({
    name,
    run: async () => {
      if (name === "0002-b" && broken) throw new Error("broken");
      runs.push(name);
    },
  });
  const migrator = new Migrator(database, [note("0001-a"), note("0002-b"), note("0003-c")]);
  await expect(migrator.run()).rejects.toThrow("broken");
  broken = false;
  expect(await migrator.run()).toEqual(["0002-b", "0003-c"]);
  expect(await migrator.run()).toEqual([]);
  expect(runs).toEqual(["0001-a", "0002-b", "0003-c"]);
});

test("of two runs at once one is refused", async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => (end = resolve));
  let begun = (): void => undefined;
  const running = new Promise<void>((resolve) => (begun = resolve));
  const slow: Migration = {
    name: "0004-slow",
    run: () => {
      begun();
      return held;
    },
  };
  const first = new Migrator(database, [slow]).run();
  await running;
  await expect(new Migrator(database, [slow]).run()).rejects.toThrow(
    "Another migration is running",
  );
  end();
  expect(await first).toEqual(["0004-slow"]);
});

test("in production a server makes the indexes of an empty database, and no others", async () => {
  const app = await startApp({ database: `${name}-app` });
  await signUp(app, "Ann");
  const production = { ...app.config, mode: "production" as const };
  const rows = connection.useDb(`${name}-app`).collection("users");
  try {
    const started = createApp(production);
    await started.start();
    await started.stop();
    await rows.dropIndex("email_1");
    await expect(createApp(production).start()).rejects.toThrow(/npm run migrate[^]*users: email/);
    expect(await createApp(production).migrate()).toEqual(migrations.map(({ name }) => name));
    const again = createApp(production);
    await again.start();
    await again.stop();
  } finally {
    await app.stop();
  }
});
