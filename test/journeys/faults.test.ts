import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  MessageReceivedDocument,
  MessagesDocument,
  SendMessageDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { Collector, post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";

const ANSWER_LIMIT_MS = 2_000;
/** With what the database itself takes of a busy machine. */
const BACK_LIMIT_MS = 15_000;

let database: TestDatabase;
let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;

beforeAll(async () => {
  database = await startDatabase();
  app = await startApp({
    env: { MONGO_DB_URI: database.uri, LOG_LEVEL: process.env["FAULT_LOG"] ?? "silent" },
  });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  conversationId = await openDirect(app, ann, bob);
});
afterAll(async () => {
  await app.stop();
  await database.stop();
});

interface Attempt {
  readonly clientMessageId: string;
  readonly code: string | null;
  readonly tookMs: number;
}

async function send(clientMessageId: string = randomUUID()): Promise<Attempt> {
  const startedAt = runningClock();
  const input = { conversationId, clientMessageId, body: clientMessageId };
  const { errors } = await post(app.url, SendMessageDocument, { input }, ann.token);
  return {
    clientMessageId,
    code: errors?.[0]?.extensions.code ?? null,
    tookMs: runningClock() - startedAt,
  };
}

async function history(): Promise<MessagePartsFragment[]> {
  const found: MessagePartsFragment[] = [];
  for (let after: string | null | undefined; ;) {
    const variables = { conversationId, first: 100, ...(after && { after }) };
    const { data } = await post(app.url, MessagesDocument, variables, bob.token);
    const page = data.conversation?.messages;
    found.push(...(page?.nodes ?? []));
    after = page?.pageInfo.endCursor;
    if (!page?.pageInfo.hasNextPage) return found;
  }
}

test("A-62: a database killed under load: answers in time, back soon, nothing acknowledged is lost", async () => {
  const bobs = new Collector<MessagePartsFragment>({
    url: app.url,
    token: bob.token,
    document: MessageReceivedDocument,
    variables: { since: [{ conversationId, seq: 0 }] },
  });
  const attempts: Attempt[] = [];
  let sending = true;
  const senders = Array.from({ length: 8 }, async () => {
    while (sending) attempts.push(await send());
  });
  await until("messages flow", () => attempts.length > 50);
  await database.kill();
  const killedAt = attempts.length;
  await until(
    "requests fail",
    () => attempts.slice(killedAt).filter(({ code }) => code).length > 10,
    200_000,
  );
  await database.restart();
  const restartedAt = runningClock();
  await until("a message is taken again", async () => (await send()).code === null);
  expect(runningClock() - restartedAt).toBeLessThan(BACK_LIMIT_MS);
  sending = false;
  await Promise.all(senders);

  const refused = attempts.filter(({ code }) => code !== null);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["SERVICE_UNAVAILABLE"]));
  expect(Math.max(...refused.map(({ tookMs }) => tookMs))).toBeLessThan(ANSWER_LIMIT_MS);
  const stored = await history();
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1));
  const bodies = stored.map(({ body }) => body);
  expect(new Set(bodies).size).toBe(bodies.length);
  for (const { clientMessageId, code } of attempts)
    if (code === null) expect(bodies).toContain(clientMessageId);
  await until("bob has all of it", () => bobs.items.length >= stored.length);
  expect(bobs.items.map(({ seq }) => seq)).toEqual(stored.map(({ seq }) => seq));
  expect(bobs.errors).toEqual([]);
  bobs.close();
}, 400_000);

test("A-61: one clientMessageId, sent twenty times at once and again after a restart, is one message", async () => {
  const clientMessageId = randomUUID();
  const before = (await history()).length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(clientMessageId)));
  expect(answers.map(({ code }) => code)).toEqual(Array(20).fill(null));
  await app.restart();
  expect((await send(clientMessageId)).code).toBeNull();
  const after = await history();
  expect(after.length).toBe(before + 1);
  expect(after.at(-1)?.body).toBe(clientMessageId);
});
