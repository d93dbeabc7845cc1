import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ChangesDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  HistoryDocument,
  PinnedMessagesDocument,
  RepliesDocument,
  SendMessageDocument,
  SetPinnedDocument,
  SetReactionDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;
let group: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob, cid] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cid")];
  group = await createGroup(app, ann, [bob, cid]);
});
afterAll(() => app.stop());

const edit = (person: Person, id: string, body: string, ifRevision?: number) =>
  refusal(app, person, EditMessageDocument, {
    id,
    body,
    ...(ifRevision !== undefined && { ifRevision }),
  });
const react = (person: Person, messageId: string, emoji: string, active = true) =>
  refusal(app, person, SetReactionDocument, { messageId, emoji, active });

test("an edit is its sender's alone, moves the revision, and heeds ifRevision", async () => {
  const message = await send(app, bob, group, "helo");
  expect(await edit(ann, message.id, "hacked")).toBe("FORBIDDEN");
  expect(await edit(bob, message.id, "hello", message.revision)).toBeNull();
  expect(await edit(bob, message.id, "hello!", message.revision)).toBe("REVISION_CONFLICT");
  expect(await edit(bob, message.id, "hello", message.revision)).toBeNull();
  expect(await edit(bob, message.id, "")).toBe("BAD_USER_INPUT");
  const { conversation } = await ask(app, cid, ChangesDocument, {
    conversationId: group,
    afterRevision: message.revision,
  });
  expect(conversation?.changes.nodes).toMatchObject([
    { id: message.id, seq: message.seq, revision: message.revision + 1, body: "hello" },
  ]);
});

test("after the edit window nothing changes any more", async () => {
  const late = await startApp({ limits: { editWindowMs: 0 } });
  const [eve, fay] = [await signUp(late, "Eve"), await signUp(late, "Fay")];
  const message = await send(late, eve, await openDirect(late, eve, fay), "said");
  expect(await refusal(late, eve, EditMessageDocument, { id: message.id, body: "unsaid" })).toBe(
    "EDIT_WINDOW_CLOSED",
  );
  await late.stop();
});

test("a deleted message keeps its place and loses its content everywhere", async () => {
  const direct = await openDirect(app, ann, bob);
  const secret = await send(app, ann, direct, { body: "secret", mentionIds: [bob.id] });
  await send(app, bob, direct, { body: "answer", replyToId: secret.id });
  await ask(app, bob, SetReactionDocument, { messageId: secret.id, emoji: "👍", active: true });
  await ask(app, bob, SetPinnedDocument, { messageId: secret.id, pinned: true });
  expect(await refusal(app, bob, DeleteMessageDocument, { id: secret.id })).toBe("FORBIDDEN");
  await ask(app, ann, DeleteMessageDocument, { id: secret.id });
  await ask(app, ann, DeleteMessageDocument, { id: secret.id });
  expect(await edit(ann, secret.id, "back")).toBe("CONFLICT");
  expect(await react(bob, secret.id, "🎉")).toBe("CONFLICT");
  const { conversation } = await ask(app, bob, HistoryDocument, {
    conversationId: direct,
    last: 10,
  });
  expect(conversation?.messages.nodes).toMatchObject([
    { seq: 1, body: null, mentions: [], reactions: [], pinnedAt: null, replyCount: 1 },
    { seq: 2, body: "answer", replyTo: { id: secret.id } },
  ]);
  expect(conversation?.messages.nodes[0]?.deletedAt).not.toBeNull();
  const pinned = await ask(app, bob, PinnedMessagesDocument, { conversationId: direct });
  expect(pinned.conversation?.pinnedMessages.nodes).toEqual([]);
});

test("in a group those who run it delete and pin, others do not", async () => {
  const message = await send(app, bob, group, "noise");
  expect(await refusal(app, cid, DeleteMessageDocument, { id: message.id })).toBe("FORBIDDEN");
  const pin = (person: Person, pinned: boolean) =>
    refusal(app, person, SetPinnedDocument, { messageId: message.id, pinned });
  expect(await pin(cid, true)).toBe("FORBIDDEN");
  expect(await pin(ann, true)).toBeNull();
  const { conversation } = await ask(app, cid, PinnedMessagesDocument, { conversationId: group });
  expect(conversation?.pinnedMessages.nodes).toMatchObject([{ id: message.id }]);
  expect(await pin(ann, false)).toBeNull();
  expect(await refusal(app, ann, DeleteMessageDocument, { id: message.id })).toBeNull();
});

test("one reaction for each person and emoji, at most 20 emoji, and only emoji", async () => {
  const message = await send(app, ann, group, "react");
  for (const person of [ann, bob, bob]) expect(await react(person, message.id, "❤️")).toBeNull();
  expect(await react(bob, message.id, "👨‍👩‍👧‍👦")).toBeNull();
  for (const text of ["", "a", "👍👍", "7", "<b>"])
    expect(await react(bob, message.id, text)).toBe("BAD_USER_INPUT");
  expect(await react(ann, message.id, "❤️", false)).toBeNull();
  const { conversation } = await ask(app, bob, HistoryDocument, { conversationId: group, last: 1 });
  expect(conversation?.messages.nodes[0]?.reactions).toEqual([
    { emoji: "❤️", count: 1, viewerHasReacted: true },
    { emoji: "👨‍👩‍👧‍👦", count: 1, viewerHasReacted: true },
  ]);
  const more = [..."😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚"];
  for (const emoji of more) expect(await react(cid, message.id, emoji)).toBeNull();
  expect(await react(cid, message.id, "🙂")).toBe("LIMIT_REACHED");
  expect(await react(cid, message.id, "❤️")).toBeNull();
});

test("changes of one message and new messages race, and every revision is used once", async () => {
  const message = await send(app, ann, group, "0");
  const before = message.revision;
  await Promise.all([
    ...Array.from({ length: 10 }, (_, at) => edit(ann, message.id, `edit ${at}`)),
    ...[..."😀😁😂🤣😃"].map((emoji) => react(bob, message.id, emoji)),
    ...Array.from({ length: 10 }, (_, at) => send(app, cid, group, `new ${at}`)),
  ]);
  const { conversation } = await ask(app, cid, ChangesDocument, {
    conversationId: group,
    afterRevision: before,
  });
  const revisions = conversation?.changes.nodes.map(({ revision }) => revision) ?? [];
  expect(new Set(revisions).size).toBe(11);
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  expect(conversation?.changes).toMatchObject({ revision: before + 25, hasMore: false });
});

test("changes come in pages, over the stretches that later changes have left bare", async () => {
  const direct = await openDirect(app, bob, cid);
  const [first] = [await send(app, bob, direct, "1"), await send(app, bob, direct, "2")];
  for (let at = 0; at < 30; at += 1) await edit(bob, first.id, `1.${at}`);
  await send(app, cid, direct, "3");
  const page = async (afterRevision: number) =>
    (await ask(app, cid, ChangesDocument, { conversationId: direct, afterRevision, first: 1 }))
      .conversation?.changes;
  const bodies: unknown[] = [];
  for (let at = 0, more = true; more;) {
    const changes = await page(at);
    bodies.push(...(changes?.nodes ?? []).map(({ body }) => body));
    [at, more] = [changes?.revision ?? 0, changes?.hasMore ?? false];
  }
  expect(bodies).toEqual(["2", "1.29", "3"]);
  expect(await page(33)).toEqual({ nodes: [], revision: 33, hasMore: false });
  expect(await page(99)).toEqual({ nodes: [], revision: 33, hasMore: false });
});

test("answers and mentions stay within the conversation", async () => {
  const direct = await openDirect(app, ann, cid);
  const elsewhere = await send(app, ann, direct, "elsewhere");
  const dan = await signUp(app, "Dan");
  const refused = (content: object) =>
    refusal(app, bob, SendMessageDocument, {
      input: { conversationId: group, clientMessageId: "x", body: "x", ...content },
    });
  expect(await refused({ replyToId: elsewhere.id })).toBe("NOT_FOUND");
  expect(await refused({ mentionIds: [dan.id] })).toBe("BAD_USER_INPUT");
  expect(await refused({ attachmentIds: [elsewhere.id] })).toBe("NOT_FOUND");
  const question = await send(app, ann, group, "question");
  for (let at = 0; at < 3; at += 1)
    await send(app, bob, group, { body: `answer ${at}`, replyToId: question.id });
  const replies = async (after?: string | null) =>
    (
      await ask(app, cid, RepliesDocument, {
        conversationId: group,
        replyToId: question.id,
        first: 2,
        ...(after && { after }),
      })
    ).conversation?.messages;
  const page = await replies();
  expect(page?.nodes.map(({ body }) => body)).toEqual(["answer 0", "answer 1"]);
  const rest = await replies(page?.pageInfo.endCursor);
  expect(rest?.nodes.map(({ body }) => body)).toEqual(["answer 2"]);
});

test("a body is valid Unicode of at most 10,000 characters", async () => {
  const refused = (body: string) =>
    refusal(app, ann, SendMessageDocument, {
      input: { conversationId: group, clientMessageId: "body", body },
    });
  for (const body of ["", " \n", "a\0b", "\ud800", "x".repeat(10_001)])
    expect(await refused(body)).toBe("BAD_USER_INPUT");
  expect(await refused("😀".repeat(10_000))).toBeNull();
});

test("a repeated send is answered with what was stored, whatever became of it since", async () => {
  const input = { conversationId: group, clientMessageId: "once", body: "first" };
  const first = await ask(app, ann, SendMessageDocument, { input });
  await edit(ann, first.sendMessage.message.id, "second");
  const again = await ask(app, ann, SendMessageDocument, { input });
  expect(again.sendMessage).toMatchObject({
    deduplicated: true,
    message: { id: first.sendMessage.message.id, body: "second" },
  });
  const elsewhere = { ...input, conversationId: await openDirect(app, ann, bob) };
  const other = await ask(app, ann, SendMessageDocument, { input: elsewhere });
  expect(other.sendMessage).toMatchObject({ deduplicated: false, message: { body: "first" } });
});
