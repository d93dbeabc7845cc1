import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { Types } from "mongoose";
import { createApp } from "../../src/app.js";
import type { Config } from "../../src/platform/config/config.types.js";
import { startApp, type TestApp } from "../support/app.js";
import { databaseUri } from "../support/database.js";
import { logIn, signUp } from "../support/people.js";

const connection = mongoose.createConnection();
const prefix = `foreign-${randomUUID().slice(0, 8)}`;
let model: TestApp;
let counted = 0;
beforeAll(async () => {
  await connection.openUri(databaseUri(prefix));
  model = await startApp();
});
afterAll(async () => {
  await model.stop();
  await connection.close();
});

type Fill = (database: mongoose.mongo.Db) => Promise<unknown>;
const named = (): string => `${prefix}-${(counted += 1)}`;
const database = (name: string): mongoose.mongo.Db =>
  connection.useDb(name, { useCache: true }).db as mongoose.mongo.Db;
const configOf = (name: string): Config => ({ ...model.config, mongoUri: databaseUri(name) });

/** Everything that is there, to be compared before and after. */
async function dump(db: mongoose.mongo.Db): Promise<unknown> {
  const all = await db.listCollections().toArray();
  const names = all.map(({ name }) => name).sort();
  return Promise.all(
    names.map(async (name) => [
      name,
      await db.collection(name).find().toArray(),
      await db
        .collection(name)
        .indexes()
        .catch(() => null),
    ]),
  );
}

/** As the system leaves it that Confab replaces. */
const replacedUser = {
  name: "ali",
  email: "ali@example.com",
  password: "$2b$10$CwTycUXWue0Thq9StjUM0uJ8n0T0r8Yx3gZpQd1pYwM4lGzQy8K7W",
  phone: "U2FsdGVkX1+abc=",
  gender: "male",
  confirmed: true,
  role: "superAdmin",
  provider: "application",
  friends: [new Types.ObjectId()],
  createdAt: new Date(),
  updatedAt: new Date(),
  __v: 0,
};
const insert =
  (collection: string, document: object): Fill =>
  (db) =>
    db.collection(collection).insertOne({ ...document });

test.each<[string, string, Fill[]]>([
  [
    "the replaced system",
    "chats, users",
    [insert("users", replacedUser), insert("chats", { mainUser: 1, messages: [] })],
  ],
  ["a collection of another name", "orders", [insert("orders", { total: 3 })]],
  ["an empty collection of another name", "orders", [(db) => db.createCollection("orders")]],
  ["users of another shape", "users", [insert("users", { username: "ali", hash: "x" })]],
  ["users with fields of ours alone", "users", [insert("users", { name: "a", email: "a@b.co" })]],
  [
    "names of ours, with other documents",
    "conversations, messages",
    [
      insert("messages", { text: "hi", from: "a" }),
      insert("conversations", { title: "x" }),
      insert("sessions", {
        userId: new Types.ObjectId(),
        expires: new Date(),
      }),
    ],
  ],
  ["a mark of somebody else", "confab", [insert("confab", { setting: 1 })]],
  [
    "a mark of the same shape for something else",
    "confab",
    [insert("confab", { _id: "database", product: "Other" })],
  ],
])("A-85: %s is refused by name, and nothing is written", async (_what, names, fills) => {
  const name = named();
  const db = database(name);
  for (const fill of fills) await fill(db);
  const before = await dump(db);
  for (const mode of ["development", "production"] as const) {
    const config = { ...configOf(name), mode };
    const refusal = await createApp(config)
      .start()
      .then(
        () => "started",
        (error: Error) => error.message,
      );
    for (const one of names.split(", "))
      expect(refusal).toMatch(new RegExp(`\\([^)]*\\b${one}\\b`));
    expect(refusal).toContain("a database of its own in MONGO_DB_URI");
    expect(refusal.split("\n")).toHaveLength(1);
    await expect(createApp(config).migrate()).rejects.toThrow("Confab did not make");
    const found = createApp(config).administer((founding) =>
      founding.createSuperAdmin({ email: "a@example.com", name: "a", password: null }),
    );
    await expect(found).rejects.toThrow("Confab did not make");
  }
  expect(await dump(db)).toEqual(before);
});

test("A-85: an empty database is marked, and is Confab's from then on", async () => {
  const app = await startApp({ database: named() });
  const db = database(new URL(app.config.mongoUri).pathname.slice(1));
  expect(await db.collection("confab").countDocuments({ product: "Confab" })).toBe(1);
  await app.restart();
  await app.stop();
});

/** The check values of secrets stand beside the mark. */
const marksIn = (db: ReturnType<typeof database>): Promise<number> =>
  db.collection("confab").countDocuments({ product: { $exists: true } });

test("A-85: two nodes may begin with an empty database at once", async () => {
  const name = named();
  const nodes = await Promise.all([startApp({ database: name }), startApp({ database: name })]);
  await Promise.all(nodes.map((node) => node.stop()));
  expect(await marksIn(database(name))).toBe(1);
});

test("A-85: a database from before the mark is recognised, marked, and goes on", async () => {
  const app = await startApp({ database: named() });
  const db = database(new URL(app.config.mongoUri).pathname.slice(1));
  const ann = await signUp(app, "Ann");
  await createApp(app.config).migrate();
  await db.collection("confab").drop();
  await app.restart();
  expect((await logIn(app, ann.email)).token).toBeTruthy();
  expect(await marksIn(db)).toBe(1);
  await app.stop();
});
