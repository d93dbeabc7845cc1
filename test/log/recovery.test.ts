import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { type Connection } from "mongoose";
import {
  ConversationDocument,
  ConversationsDocument,
  HistoryDocument,
  SendMessageDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
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
  await connection.dropDatabase();
  await connection.close();
  await Promise.all([app.stop(), other.stop()]);
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

test("a removal that only reached the log is in force for whoever reads next", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  await dieAfterWriting(id, system("MEMBER_REMOVED", bob));
  expect((await look(ann, id))?.members.totalCount).toBe(3);
  await ask(app, bob, HistoryDocument, { conversationId: id, last: 5 }).catch(() => null);
  expect(await look(bob, id)).toBeNull();
  expect((await look(ann, id))?.members.totalCount).toBe(2);
  const input = { conversationId: id, clientMessageId: "late", body: "still here?" };
  expect(await refusal(app, bob, SendMessageDocument, { input })).toBe("NOT_FOUND");
});

test("an admission that only reached the log is completed by the next message", async () => {
  const id = await createGroup(app, ann, [bob]);
  await dieAfterWriting(id, system("MEMBER_ADDED", cid));
  await send(other, ann, id, "welcome");
  const { viewer } = await ask(other, cid, ConversationsDocument, { first: 1 });
  expect(viewer?.conversations.nodes).toMatchObject([
    { id, viewerMembership: { joinedSeq: 2, unreadCount: 1 } },
  ]);
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
