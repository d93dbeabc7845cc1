import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { secretNames } from "../../src/platform/config/environment.js";
import { ConversationsDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { brokenLogs } from "../support/log-invariants.js";
import { logIn, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { startScript } from "../support/script.js";
import { importFrom, LineFolder } from "./line-folder.js";
import { HASHES, OLD_PASSWORD } from "./old-database.js";

let app: TestApp;
let rows: Rows;
let folder: LineFolder;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});
afterEach(() => folder.remove());

interface Written {
  readonly conversationId: { toHexString(): string };
  readonly createdAt: Date;
}

const at = (second: number): string =>
  new Date(Date.UTC(2021, 0, 1) + second * 1_000).toISOString();

test("an import that is killed in the midst goes on where it was, with nothing lost or twice", async () => {
  const COUNT = 20_000;
  const run = randomUUID().slice(0, 8);
  const [ann, bob] = ["ann", "bob"].map((name) => `${name}-${run}`);
  const users = [ann, bob].map((id) => ({
    ...{ type: "user", id, name: id, email: `${id}@example.com`, password: HASHES[0] },
  }));
  const chats = ["a", "b", "c"].map((name) => ({
    ...{ type: "conversation", id: `${name}-${run}`, kind: "GROUP", name, members: [ann, bob] },
  }));
  // In no order: it is sorted on the way.
  const messages = Array.from({ length: COUNT }, (_, index) => (index * 7_919) % COUNT).map(
    (second) => ({
      ...{ type: "message", id: `m${second}-${run}`, conversation: chats[second % 3]?.id },
      ...{ sender: second % 2 ? ann : bob, createdAt: at(second), body: `m${second}` },
    }),
  );
  folder = await LineFolder.make(...users, ...chats, ...messages);
  const imported = { clientMessageId: /^imported-/ };
  const count = () => rows.collection("messages").countDocuments(imported);
  const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
  const importing = startScript("../scripts/import.ts", [folder.path], {
    ...(Object.fromEntries(secrets) as NodeJS.ProcessEnv),
    ...{ NODE_ENV: "test", MONGO_DB_URI: app.config.mongoUri, DATA_DIR: app.config.dataDir },
  });
  await until("some of it is there", async () => (await count()) >= 3_000);
  importing.process.kill("SIGKILL");
  await importing.exited;
  expect(await count()).toBeLessThan(COUNT);
  expect(await brokenLogs(app.config.mongoUri)).toEqual([]);

  const report = await importFrom(app.config, folder.path);
  // The database may have finished a write after whoever asked for it was gone.
  const numberOf = (what: string): number =>
    Number(report.find((line) => line.endsWith(` messages ${what}`))?.split(" ")[0]);
  expect(numberOf("unchanged")).toBeGreaterThanOrEqual(3_000);
  expect(numberOf("unchanged") + numberOf("taken")).toBe(COUNT);
  expect(await count()).toBe(COUNT);
  expect(await brokenLogs(app.config.mongoUri)).toEqual([]);
  const stored = await rows.collection("messages").find(imported).sort({ seq: 1 }).toArray();
  const newest = new Map<string, Date>();
  for (const { conversationId, createdAt } of stored as unknown as Written[]) {
    const before = newest.get(conversationId.toHexString()) ?? new Date(0);
    expect(createdAt.getTime()).toBeGreaterThan(before.getTime());
    newest.set(conversationId.toHexString(), createdAt);
  }
  const email = `${ann}@example.com`;
  const person = {
    ...{ id: "", name: "", email },
    ...(await logIn(app, email, { password: OLD_PASSWORD })),
  };
  expect((await ask(app, person, ConversationsDocument, {})).viewer).toMatchObject({
    unreadCount: 0,
  });
});

test("whoever is connected sees what is brought in as it comes", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const direct = await openDirect(app, ann, bob);
  await send(app, bob, direct, "before");
  const document = `subscription { conversationEvents { __typename
    ... on MessageChanged { change message { seq body } } } }`;
  const live = new Collector<{ message?: { seq: number; body: string } }>({
    ...{ url: app.url, token: ann.token, document },
  });
  await until("it follows", () => live.items.length > 0);
  const run = randomUUID().slice(0, 8);
  const users = [ann, bob].map(({ id, name, email }) => ({ type: "user", id, name, email }));
  const chat = { type: "conversation", id: run, kind: "DIRECT", members: [ann.id, bob.id] };
  const messages = Array.from({ length: 2_500 }, (_, index) => ({
    ...{ type: "message", id: `m${index}-${run}`, conversation: run, sender: bob.id },
    ...{ createdAt: at(index), body: `m${index}` },
  }));
  folder = await LineFolder.make(...users, chat, ...messages);
  await importFrom(app.config, folder.path);
  await send(app, bob, direct, "after");
  await until("the last is there", () =>
    live.items.some(({ message }) => message?.body === "after"),
  );
  const bodies = live.items.flatMap(({ message }) => message?.body ?? []);
  expect(bodies).toEqual([...messages.map(({ body }) => body), "after"]);
  live.close();
});
