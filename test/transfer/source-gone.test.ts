import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createApp } from "../../src/app.js";
import { startApp, type TestApp } from "../support/app.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { brokenLogs } from "../support/log-invariants.js";
import { Rows } from "../support/rows.js";
import { OldDatabase, OLD_KEY, oldChat, oldUser, type OldRow } from "./old-database.js";

const PEOPLE = 450;
const CHATS = 60;
const SAID = 5;

let app: TestApp;
let rows: Rows;
let source: TestDatabase;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  source = await startDatabase();
  const people = Array.from({ length: PEOPLE }, (_, at) => oldUser(`person ${at}`));
  const at = (index: number): OldRow => people[index % PEOPLE] as OldRow;
  const befriended = people.map((one, index) => ({ ...one, friends: [at(index + 1)._id] }));
  const chats = Array.from({ length: CHATS }, (_, index) => {
    const [one, other] = [at(index), at(index + 1)];
    const said = Array.from({ length: SAID }, (_no, second) => {
      return [second % 2 ? one : other, `said ${second}`, 20 + second] as const;
    });
    return oldChat(one, other, said);
  });
  const old = await OldDatabase.start(source.uri);
  await old.fill(befriended, chats);
  await old.close();
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await source.stop();
});

/** `until`: kills the source when so many of that are done. */
async function bringIn(until?: { readonly what: string; readonly done: number }) {
  let killed: Promise<void> | null = null;
  const onProgress = (what: string, done: number): void => {
    if (what === until?.what && done >= until.done) killed ??= source.kill();
  };
  const given = { uri: source.uri, isDry: false, phoneKeys: [OLD_KEY], onProgress };
  try {
    return await createApp(app.config).importReplaced(given);
  } finally {
    if (killed) await source.restart();
  }
}

const count = (name: string, filter: object = {}) => rows.collection(name).countDocuments(filter);
const GONE =
  /^The database to bring in from has gone away in the midst \(Mongo\w+\): [^.]*the same command goes on from there\.$/;

test("a source that dies in the midst is said in one sentence, leaves nothing half, and is gone on with", async () => {
  await expect(bringIn({ what: "users", done: 50 })).rejects.toThrow(GONE);
  const people = await count("users");
  expect(people).toBeGreaterThanOrEqual(50);
  expect(people).toBeLessThan(PEOPLE);
  expect(await count("messages")).toBe(0);

  await expect(bringIn({ what: "friends of users", done: 20 })).rejects.toThrow(GONE);
  expect(await count("users")).toBe(PEOPLE);
  expect(await count("contacts")).toBeLessThan(PEOPLE);

  await expect(bringIn({ what: "chats", done: 7 })).rejects.toThrow(GONE);
  expect(await count("contacts")).toBe(PEOPLE);
  const chats = await count("conversations");
  expect(chats).toBeGreaterThanOrEqual(7);
  expect(chats).toBeLessThan(CHATS);
  // Of those that are here each is whole.
  expect(await count("messages")).toBe(chats * SAID);
  expect(await brokenLogs(app.config.mongoUri)).toEqual([]);

  const report = (await bringIn()).join("\n");
  expect(report).toContain(`${PEOPLE} users unchanged`);
  expect(report).toContain(`${(CHATS - chats) * SAID} messages taken`);
  expect(report).toContain(`${chats * SAID} messages unchanged`);
  expect(await count("messages")).toBe(CHATS * SAID);
  expect(await brokenLogs(app.config.mongoUri)).toEqual([]);
});
