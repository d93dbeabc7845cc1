import { randomUUID } from "node:crypto";
import { Types } from "mongoose";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CreateGroupDocument,
  DeleteAccountDocument,
  DeleteMessageDocument,
  MarkReadDocument,
  MessageReceivedDocument,
  MessagesDocument,
  OpenDirectConversationDocument,
  SendMessageDocument,
  SetBlockedDocument,
  UpdateConversationDocument,
  UpdateMembershipDocument,
  UpdateSettingsDocument,
  type MembershipInput,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect } from "../support/conversations.js";
import { Collector, post, until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

const MINUTE_MS = 60_000;
let app: TestApp;
let ann: Person;
/** How far the clock of the mails is ahead of the world's. */
let aheadMs = 0;

beforeAll(async () => {
  app = await startApp({ now: () => new Date(Date.now() + aheadMs) });
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

interface Pair {
  readonly bob: Person;
  readonly conversationId: string;
}

async function withBob(): Promise<Pair> {
  aheadMs = 0;
  const bob = await signUp(app, "Bob");
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  return { bob, conversationId: opened.data.openDirectConversation.id };
}

const say = (
  conversationId: string,
  { body = "hello", mentionIds = [] as string[], person = ann } = {},
) =>
  post(
    app.url,
    SendMessageDocument,
    { input: { conversationId, clientMessageId: randomUUID(), body, mentionIds } },
    person.token,
  );
const digests = async ({ email }: Person) =>
  (await app.inbox(email)).filter(({ subject }) => subject.startsWith("Unread"));
const count = async (person: Person): Promise<number> => (await digests(person)).length;
const set = (person: Person, conversationId: string, input: MembershipInput) =>
  post(app.url, UpdateMembershipDocument, { conversationId, input }, person.token);

/** The rows follow the log a moment later. */
async function isWritten({ bob, conversationId }: Pair): Promise<void> {
  const document = `query ($id: ID!) { conversation(id: $id) { viewerMembership { unreadCount } } }`;
  await until("the row knows", async () => {
    const { data } = await post(app.url, document, { id: conversationId }, bob.token);
    const found = data as { conversation: { viewerMembership: { unreadCount: number } } };
    return found.conversation.viewerMembership.unreadCount > 0;
  });
  await until("the lists know", async () => {
    const list = `{ viewer { conversations(first: 9, unreadOnly: true) { nodes { id } } } }`;
    const { data } = await post(app.url, list, {}, bob.token);
    return JSON.stringify(data).includes(conversationId);
  });
}

test("what waits for ten minutes is mailed once, and what comes later half an hour after that", async () => {
  const pair = await withBob();
  const { bob, conversationId } = pair;
  await say(conversationId);
  await isWritten(pair);
  aheadMs = 9.5 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  aheadMs = 10.5 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
  await say(conversationId);
  aheadMs = 39 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
  aheadMs = 42 * MINUTE_MS;
  await until("it is mailed", async () => (await count(bob)) === 2);
  aheadMs = 59 * MINUTE_MS;
  expect(await count(bob)).toBe(2);
  expect(await digests(ann)).toEqual([]);
});

test("it tells from whom and how many, and nothing of what was written", async () => {
  const pair = await withBob();
  await say(pair.conversationId, { body: "canary words" });
  await say(pair.conversationId, { body: "canary again" });
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  const [mail] = await digests(pair.bob);
  expect(mail?.text).toMatch(/^2 messages wait for you in .Ann., from .Ann.\./);
  expect(JSON.stringify(mail)).not.toContain("canary");
});

test("no mail for what was read in the meantime", async () => {
  const pair = await withBob();
  await say(pair.conversationId);
  await isWritten(pair);
  const read = { conversationId: pair.conversationId, seq: 1 };
  await post(app.url, MarkReadDocument, read, pair.bob.token);
  aheadMs = 11 * MINUTE_MS;
  expect(await count(pair.bob)).toBe(0);
});

test("no mail while any device is connected; when it goes, the mail follows", async () => {
  const pair = await withBob();
  const device = new Collector({
    url: app.url,
    token: pair.bob.token,
    document: MessageReceivedDocument,
  });
  await until("bob is connected", () => app.open().sockets > 0);
  await say(pair.conversationId);
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  expect(await count(pair.bob)).toBe(0);
  device.close();
  await until("the mail follows", async () => (await count(pair.bob)) === 1);
});

test("no mail where it is muted, until that ends, nor where it is switched off", async () => {
  const pair = await withBob();
  const { bob, conversationId } = pair;
  await set(bob, conversationId, {
    mutedUntil: new Date(Date.now() + 20 * MINUTE_MS).toISOString(),
  });
  await say(conversationId);
  await isWritten(pair);
  aheadMs = 15 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  await post(app.url, UpdateSettingsDocument, { input: { emailDigest: false } }, bob.token);
  aheadMs = 21 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  await post(app.url, UpdateSettingsDocument, { input: { emailDigest: true } }, bob.token);
  expect(await count(bob)).toBe(1);
});

test("who wants mentions alone is told of those; who wants nothing, of nothing", async () => {
  const [pair, silent] = [await withBob(), await withBob()];
  const input = {
    clientConversationId: randomUUID(),
    name: "Team",
    memberIds: [pair.bob.id, silent.bob.id],
  };
  const created = await post(app.url, CreateGroupDocument, { input }, ann.token);
  const { id } = created.data.createGroup;
  await set(pair.bob, id, { notify: "MENTIONS" });
  await set(silent.bob, id, { notify: "NONE" });
  await say(id);
  await isWritten({ bob: pair.bob, conversationId: id });
  aheadMs = 11 * MINUTE_MS;
  expect(await count(pair.bob)).toBe(0);
  aheadMs = 0;
  await say(id, { mentionIds: [pair.bob.id, silent.bob.id] });
  aheadMs = 12 * MINUTE_MS;
  await until("the mention is mailed", async () => (await count(pair.bob)) === 1);
  const [mail] = await digests(pair.bob);
  expect(mail?.text).toMatch(/^A message waits for you in .Team., from .Ann.\./);
  expect(await count(silent.bob)).toBe(0);
});

test("one click ends it: the link in the mail, posted to by a mail program", async () => {
  const pair = await withBob();
  const { bob, conversationId } = pair;
  await say(conversationId);
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  const [mail] = await digests(bob);
  const [link = ""] = /https?:\/\/\S+unsubscribe\S+/.exec(mail?.text ?? "") ?? [];
  const click = (url: string) =>
    fetch(url, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
  const forged = link.replace(/token=(.)/, (_, first) => `token=${first === "A" ? "B" : "A"}`);
  expect((await click(forged)).status).toBe(404);
  expect((await click(link.replace(bob.id, ann.id))).status).toBe(404);
  const page = await fetch(link);
  expect(await page.text()).toContain('<form method="post">');
  await say(conversationId);
  aheadMs = 45 * MINUTE_MS;
  await until("looking changed nothing", async () => (await count(bob)) === 2);
  expect((await click(link)).status).toBe(200);
  await say(conversationId);
  aheadMs = 90 * MINUTE_MS;
  const viewer = await post(
    app.url,
    "{ viewer { settings { emailDigest lastSeen } } }",
    {},
    bob.token,
  );
  expect(viewer.data).toEqual({
    viewer: { settings: { emailDigest: false, lastSeen: "EVERYONE" } },
  });
  expect(await count(bob)).toBe(2);
});

test("A-82: one mail for a person, however many conversations wait, and their names in no subject", async () => {
  const { bob, conversationId } = await withBob();
  const eve = await signUp(app, "Eve");
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, eve.token);
  const other = opened.data.openDirectConversation.id;
  await say(conversationId);
  await say(other, { person: eve });
  await isWritten({ bob, conversationId });
  await isWritten({ bob, conversationId: other });
  aheadMs = 11 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
  const [mail] = await digests(bob);
  expect(mail?.subject).toBe("Unread: 2 messages");
  expect(mail?.text).toMatch(/for you in .Ann., .*for you in .Eve./s);
  aheadMs = 30 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
});

async function withTeam(count = 1): Promise<Pair & { readonly eve: Person }> {
  aheadMs = 0;
  const [bob, eve] = [await signUp(app, "Bob"), await signUp(app, "Eve")];
  const conversationId = await createGroup(app, ann, [bob, eve], "Team");
  for (let at = 0; at < count; at += 1) await say(conversationId);
  return { bob, eve, conversationId };
}

test("the count is the true one, however many wait: deleted ones do not", async () => {
  const pair = await withTeam(110);
  const { conversation } = await ask(app, ann, MessagesDocument, {
    conversationId: pair.conversationId,
    last: 5,
  });
  for (const { id } of conversation?.messages.nodes.slice(0, 3) ?? [])
    await ask(app, ann, DeleteMessageDocument, { id });
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  expect((await digests(pair.bob))[0]?.text).toMatch(
    /^107 messages wait for you in .Team., from .Ann.\./,
  );
});

test("a mention is mailed to who wants those alone, with 100 unread before it and after", async () => {
  const pair = await withTeam(100);
  const { bob, conversationId } = pair;
  await set(bob, conversationId, { notify: "MENTIONS" });
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  aheadMs = 0;
  await say(conversationId, { mentionIds: [bob.id] });
  for (let at = 0; at < 120; at += 1) await say(conversationId);
  aheadMs = 12 * MINUTE_MS;
  await until("the mention is mailed", async () => (await count(bob)) === 1);
  expect((await digests(bob))[0]?.text).toMatch(/^A message waits for you in .Team./);
});

test("no mail for a conversation that is archived, until it is not", async () => {
  const pair = await withTeam();
  const { bob, conversationId } = pair;
  await isWritten(pair);
  await set(bob, conversationId, { archived: true });
  aheadMs = 11 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  await set(bob, conversationId, { archived: false });
  expect(await count(bob)).toBe(1);
});

test("what people wrote whom the reader has blocked is neither mailed nor counted", async () => {
  const pair = await withTeam(0);
  const { bob, eve, conversationId } = pair;
  const direct = await openDirect(app, eve, bob);
  await say(direct, { person: eve });
  await ask(app, bob, SetBlockedDocument, { userId: eve.id, blocked: true });
  await say(conversationId, { person: eve, mentionIds: [bob.id] });
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  expect(await count(bob)).toBe(0);
  await set(bob, conversationId, { notify: "MENTIONS" });
  expect(await count(bob)).toBe(0);
  await set(bob, conversationId, { notify: "ALL" });
  aheadMs = 0;
  await say(conversationId);
  for (let at = 0; at < 3; at += 1) await say(conversationId, { person: eve });
  aheadMs = 12 * MINUTE_MS;
  await until("Ann's is mailed", async () => (await count(bob)) === 1);
  expect((await digests(bob))[0]?.text).toMatch(/^A message waits for you in .Team., from .Ann.\./);
  expect((await digests(bob))[0]?.text).not.toContain("Eve");
  await say(conversationId, { person: eve });
  aheadMs = 60 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
});

test("what is no message is no news: a new name of the group sends no second mail", async () => {
  const pair = await withTeam();
  const { bob, conversationId } = pair;
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
  const input = { name: "Crew" };
  await ask(app, ann, UpdateConversationDocument, { id: conversationId, input });
  aheadMs = 50 * MINUTE_MS;
  expect(await count(bob)).toBe(1);
});

test("a mail about what an erased account wrote names somebody", async () => {
  const pair = await withTeam(0);
  const { bob, eve, conversationId } = pair;
  await say(conversationId, { person: eve });
  await ask(app, eve, DeleteAccountDocument, { password: PASSWORD });
  await isWritten(pair);
  aheadMs = 11 * MINUTE_MS;
  const [mail] = await digests(bob);
  expect(mail?.text).toMatch(/^A message waits for you in .Team., from .Deleted account.\./);
});

test("a node that ends before the mail is written down loses nothing: it is told after the pause", async () => {
  const pair = await withBob();
  await say(pair.conversationId);
  await isWritten(pair);
  const rows = await Rows.of(app);
  const validate = (validator: object) => rows.database.command({ collMod: "outbox", validator });
  await validate({ nobody: { $exists: true } });
  aheadMs = 11 * MINUTE_MS;
  expect(await count(pair.bob)).toBe(0);
  const claimed = () =>
    rows.collection("digests").countDocuments({ _id: new Types.ObjectId(pair.bob.id) });
  await until("it was begun", async () => (await claimed()) === 1);
  await validate({});
  expect(await count(pair.bob)).toBe(0);
  aheadMs = 42 * MINUTE_MS;
  await until("it is mailed", async () => (await count(pair.bob)) === 1);
  await rows.close();
});
