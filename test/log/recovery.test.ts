import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { type Connection } from "mongoose";
import {
  AddMembersDocument,
  ConversationDocument,
  ConversationEventsDocument,
  ConversationsDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  HistoryDocument,
  LeaveConversationDocument,
  MarkReadDocument,
  MessageReceivedDocument,
  ReceiptAdvancedDocument,
  RemoveMemberDocument,
  SendMessageDocument,
  SetMemberRoleDocument,
  SetPinnedDocument,
  SetReactionDocument,
  SetTypingDocument,
  TypingChangedDocument,
  UpdateConversationDocument,
  UpdateMembershipDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const { ObjectId } = mongoose.Types;

let app: TestApp;
let other: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;
let connection: Connection;

beforeAll(async () => {
  app = await startApp({ database: "test-recovery" });
  other = await startApp({ database: "test-recovery" });
  [ann, bob, cid] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cid")];
  connection = await mongoose.createConnection(app.config.mongoUri).asPromise();
});
afterAll(async () => {
  await Promise.all([app.stop(), other.stop()]);
  await connection.dropDatabase();
  await connection.close();
});

/** What a node leaves that dies after the write to the log and before everything that follows. */
async function dieAfterWriting(
  conversationId: string,
  entry: Record<string, unknown>,
): Promise<void> {
  const id = new ObjectId(conversationId);
  const messages = connection.collection("messages");
  const [head] = await messages.find({ conversationId: id }).sort({ seq: -1 }).limit(1).toArray();
  const seq = (head?.["seq"] as number) + 1;
  const ordinal = (head?.["ordinal"] as number) + (entry["kind"] === "USER" ? 1 : 0);
  await messages.insertOne({
    conversationId: id,
    seq,
    ordinal,
    revision: seq,
    createdRevision: seq,
    revisions: [seq],
    change: "CREATED",
    createdAt: new Date(),
    body: null,
    ...entry,
  });
}

const look = async (person: Person, id: string, on = app) =>
  (await ask(on, person, ConversationDocument, { id })).conversation;
const system = (event: string, subject: Person) => ({
  kind: "SYSTEM",
  systemEvent: event,
  senderId: new ObjectId(ann.id),
  subjectIds: [new ObjectId(subject.id)],
});

/** Whatever whoever was put out tries first: the log is asked, and not the row that it left behind. */
const TRIES: Record<string, (id: string, messageId: string) => Promise<unknown>> = {
  "look at it": async (id) => ((await look(bob, id)) ? "seen" : "NOT_FOUND"),
  "read it": async (conversationId) => {
    const asked = { conversationId, last: 5 };
    return (await ask(app, bob, HistoryDocument, asked)).conversation ? "read" : "NOT_FOUND";
  },
  "find it in the list": async (id) => {
    const { viewer } = await ask(app, bob, ConversationsDocument, { first: 50 });
    return viewer?.conversations.nodes.some((one) => one.id === id) ? "listed" : "NOT_FOUND";
  },
  send: (conversationId) =>
    refusal(app, bob, SendMessageDocument, {
      input: { conversationId, clientMessageId: conversationId, body: "still here?" },
    }),
  edit: (_, id) => refusal(app, bob, EditMessageDocument, { id, body: "other" }),
  delete: (_, id) => refusal(app, bob, DeleteMessageDocument, { id }),
  react: (_, messageId) =>
    refusal(app, bob, SetReactionDocument, { messageId, emoji: "👍", active: true }),
  pin: (_, messageId) => refusal(app, bob, SetPinnedDocument, { messageId, pinned: true }),
  "mark it read": (conversationId) =>
    refusal(app, bob, MarkReadDocument, { conversationId, seq: 1 }),
  type: (conversationId) => refusal(app, bob, SetTypingDocument, { conversationId, active: true }),
  mute: (conversationId) =>
    refusal(app, bob, UpdateMembershipDocument, { conversationId, input: { notify: "NONE" } }),
  rename: (id) => refusal(app, bob, UpdateConversationDocument, { id, input: { name: "Mine" } }),
  "add somebody": (conversationId) =>
    refusal(app, bob, AddMembersDocument, { conversationId, userIds: [cid.id] }),
  leave: (id) => refusal(app, bob, LeaveConversationDocument, { id }),
  follow: (conversationId) => firstError(MessageReceivedDocument, conversationId),
  "follow the events": (conversationId) => firstError(ConversationEventsDocument, conversationId),
  "follow who types": (conversationId) => firstError(TypingChangedDocument, conversationId),
  "follow who reads": (conversationId) => firstError(ReceiptAdvancedDocument, conversationId),
};

async function firstError(
  document: { toString(): string },
  conversationId: string,
): Promise<unknown> {
  const query = document.toString();
  const given = { url: app.url, token: bob.token, document: query };
  const collector = new Collector({ ...given, variables: { conversationId } });
  const isLive = (): boolean => app.open().live > 0;
  await until("refused", () => collector.errors.length > 0 || isLive()).catch(() => null);
  collector.close();
  return (collector.errors[0] as { extensions?: { code?: string } } | undefined)?.extensions?.code;
}

test.each(Object.entries(TRIES))(
  "a removal that only reached the log is in force for whoever tries to %s",
  async (_, attempt) => {
    const id = await createGroup(app, ann, [bob, cid]);
    const message = await send(app, bob, id, "as a member");
    await dieAfterWriting(id, system("MEMBER_REMOVED", bob));
    // A node that has not heard of it may say that a member may not do that.
    expect(["NOT_FOUND", "FORBIDDEN"]).toContain(await attempt(id, message.id));
    expect((await look(ann, id))?.members.totalCount).toBe(2);
  },
);

test("a removal that only reached the log is not repeated", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  await dieAfterWriting(id, system("MEMBER_REMOVED", bob));
  await ask(other, ann, RemoveMemberDocument, { conversationId: id, userId: bob.id });
  const { conversation } = await ask(app, ann, HistoryDocument, { conversationId: id, last: 5 });
  expect(conversation?.messages.nodes).toHaveLength(2);
});

test("what comes later into the rows does not hide what only reached the log", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  await dieAfterWriting(id, system("MEMBER_REMOVED", bob));
  // About the one who is still a member, and about the one whose row still says so.
  const role = { conversationId: id, userId: cid.id, role: "ADMIN" as const };
  await ask(other, ann, SetMemberRoleDocument, role);
  const gone = { ...role, userId: bob.id };
  expect(await refusal(other, ann, SetMemberRoleDocument, gone)).toBe("NOT_FOUND");
  expect(await look(bob, id)).toBeNull();
});

test("whoever reads everything live is given the removal that only reached the log, and no more", async () => {
  const [id, elsewhere] = [await createGroup(app, ann, [bob]), await createGroup(app, ann, [bob])];
  const seen = new Collector<MessagePartsFragment>({
    ...{ url: app.url, token: bob.token, document: MessageReceivedDocument },
  });
  await until("somebody listens", () => app.open().live > 0);
  await dieAfterWriting(id, system("MEMBER_REMOVED", bob));
  await send(other, ann, id, "not for Bob");
  await until("the removal is found", () => seen.items.length > 0);
  const late = new Collector<MessagePartsFragment>({
    ...{ url: app.url, token: bob.token, document: MessageReceivedDocument },
  });
  await until("both listen", () => app.open().subscriptions === 2);
  await send(app, ann, elsewhere, "for Bob");
  await until("both have it", () => [seen, late].every(({ items }) => items.at(-1)?.body));
  for (const collector of [seen, late]) collector.close();
  const places = seen.items.map(({ conversationId, body }) => [conversationId, body]);
  expect(places).toEqual([
    [id, null],
    [elsewhere, "for Bob"],
  ]);
  expect(late.items.map(({ conversationId }) => conversationId)).toEqual([elsewhere]);
});

test("an admission that only reached the log is completed by the next message", async () => {
  const id = await createGroup(app, ann, [bob]);
  await dieAfterWriting(id, system("MEMBER_ADDED", cid));
  await send(other, ann, id, "welcome");
  await until("the list has it", async () => {
    const { viewer } = await ask(other, cid, ConversationsDocument, { first: 1 });
    return viewer?.conversations.nodes[0]?.id === id;
  });
  expect((await look(cid, id))?.viewerMembership).toMatchObject({ joinedSeq: 2, unreadCount: 1 });
});

test("a message that only reached the log counts as read by its sender and unread by the others", async () => {
  const id = await createGroup(app, ann, [bob]);
  await send(app, ann, id, "one");
  await dieAfterWriting(id, { kind: "USER", senderId: new ObjectId(bob.id), body: "two" });
  for (const node of [app, other]) {
    expect((await look(bob, id, node))?.viewerMembership).toMatchObject({
      readSeq: 3,
      unreadCount: 0,
    });
    expect((await look(ann, id, node))?.viewerMembership).toMatchObject({
      readSeq: 2,
      unreadCount: 1,
    });
  }
});

test("two nodes write to one conversation at once, and every position is used once", async () => {
  const id = await createGroup(app, ann, [bob]);
  await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      send(at % 2 ? app : other, at % 3 ? ann : bob, id, `${at}`),
    ),
  );
  const { conversation } = await ask(app, ann, HistoryDocument, { conversationId: id, last: 100 });
  const nodes = conversation!.messages.nodes;
  expect(nodes.map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, at) => at + 1));
  expect(new Set(nodes.map(({ revision }) => revision)).size).toBe(41);
  expect(new Set(nodes.slice(1).map(({ body }) => body)).size).toBe(40);
  for (const node of [app, other]) {
    const own = (await look(ann, id, node))?.viewerMembership;
    const lastOwn = nodes.findLast(({ sender }) => sender?.id === ann.id)!.seq;
    expect(own).toMatchObject({ readSeq: lastOwn, unreadCount: 41 - lastOwn });
  }
});
