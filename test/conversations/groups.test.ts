import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  ConversationDocument,
  CreateGroupDocument,
  HistoryDocument,
  LeaveConversationDocument,
  OpenDirectConversationDocument,
  RemoveMemberDocument,
  SendMessageDocument,
  SetMemberRoleDocument,
  UpdateConversationDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let [ann, bob, cid, dan]: Person[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob, cid, dan] = await Promise.all(["Ann", "Bob", "Cid", "Dan"].map((n) => signUp(app, n)));
});
afterAll(() => app.stop());

const history = async (person: Person, conversationId: string) =>
  (await ask(app, person, HistoryDocument, { conversationId, last: 100 })).conversation?.messages
    .nodes ?? null;
const look = async (person: Person, id: string) =>
  (await ask(app, person, ConversationDocument, { id })).conversation;

test("whatever races, a pair has one direct conversation", async () => {
  const opened = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      at % 2 ? openDirect(app, ann!, bob!) : openDirect(app, bob!, ann!),
    ),
  );
  expect(new Set(opened).size).toBe(1);
  const members = (await look(ann!, opened[0]!))?.members;
  expect(members?.nodes.map(({ user }) => user.id).sort()).toEqual([ann!.id, bob!.id].sort());
});

test("a group is made once for each clientConversationId, and says so in its log", async () => {
  const input = { clientConversationId: randomUUID(), name: "Team", memberIds: [bob!.id] };
  const made = await Promise.all(
    Array.from({ length: 10 }, () => ask(app, ann!, CreateGroupDocument, { input })),
  );
  const ids = new Set(made.map(({ createGroup: { id } }) => id));
  expect(ids.size).toBe(1);
  const [id] = ids;
  expect(await history(bob!, id!)).toMatchObject([
    {
      seq: 1,
      kind: "SYSTEM",
      systemEvent: "CONVERSATION_CREATED",
      body: "Team",
      sender: { id: ann!.id },
      subjects: [{ id: bob!.id }],
      clientMessageId: null,
    },
  ]);
  expect(await look(ann!, id!)).toMatchObject({
    kind: "GROUP",
    name: "Team",
    memberCount: 2,
    viewerMembership: { role: "OWNER", unreadCount: 0 },
  });
  const other = { ...input, name: "Other" };
  expect(await refusal(app, ann!, CreateGroupDocument, { input: other })).toBe(
    "IDEMPOTENCY_KEY_REUSED",
  );
});

test("each change of a group is a SYSTEM message, and unread counts leave those out", async () => {
  const id = await createGroup(app, ann!, [bob!], "Old");
  await ask(app, ann!, UpdateConversationDocument, {
    id,
    input: { name: "New", description: "About" },
  });
  await ask(app, ann!, AddMembersDocument, { conversationId: id, userIds: [cid!.id, bob!.id] });
  await ask(app, ann!, SetMemberRoleDocument, {
    conversationId: id,
    userId: bob!.id,
    role: "ADMIN",
  });
  await ask(app, bob!, RemoveMemberDocument, { conversationId: id, userId: cid!.id });
  await ask(app, bob!, LeaveConversationDocument, { id });
  const events = (await history(ann!, id))?.map(({ systemEvent, body, subjects }) => [
    systemEvent,
    body,
    subjects.map((one) => one.id),
  ]);
  expect(events).toEqual([
    ["CONVERSATION_CREATED", "Old", [bob!.id]],
    ["CONVERSATION_RENAMED", "New", []],
    ["MEMBER_ADDED", null, [cid!.id]],
    ["ROLE_CHANGED", "ADMIN", [bob!.id]],
    ["MEMBER_REMOVED", null, [cid!.id]],
    ["MEMBER_LEFT", null, [bob!.id]],
  ]);
  expect(await look(ann!, id)).toMatchObject({
    name: "New",
    description: "About",
    memberCount: 1,
    viewerMembership: { unreadCount: 0 },
  });
});

test("members read from where they joined, former members nothing, and a return starts anew", async () => {
  const id = await createGroup(app, ann!, [bob!]);
  await send(app, ann!, id, "before");
  await ask(app, ann!, AddMembersDocument, { conversationId: id, userIds: [cid!.id] });
  const answered = await send(app, ann!, id, "after");
  expect((await history(cid!, id))?.map(({ seq }) => seq)).toEqual([3, 4]);
  await ask(app, ann!, RemoveMemberDocument, { conversationId: id, userId: cid!.id });
  expect(await look(cid!, id)).toBeNull();
  const input = { conversationId: id, clientMessageId: randomUUID(), body: "let me in" };
  expect(await refusal(app, cid!, SendMessageDocument, { input })).toBe("NOT_FOUND");
  await send(app, ann!, id, "meanwhile");
  await ask(app, ann!, AddMembersDocument, { conversationId: id, userIds: [cid!.id] });
  await send(app, bob!, id, { body: "again", replyToId: answered.id });
  expect(await history(cid!, id)).toMatchObject([
    { seq: 7, systemEvent: "MEMBER_ADDED" },
    { seq: 8, body: "again", replyTo: null },
  ]);
  expect((await look(cid!, id))?.viewerMembership).toMatchObject({ joinedSeq: 7, unreadCount: 1 });
});

test("who may do what to a group", async () => {
  const id = await createGroup(app, ann!, [bob!, cid!]);
  const direct = await openDirect(app, ann!, bob!);
  const role = (person: Person, subject: Person, to: "OWNER" | "ADMIN" | "MEMBER") =>
    refusal(app, person, SetMemberRoleDocument, {
      conversationId: id,
      userId: subject.id,
      role: to,
    });
  const remove = (person: Person, subject: Person, conversationId = id) =>
    refusal(app, person, RemoveMemberDocument, { conversationId, userId: subject.id });
  const add = (person: Person, subject: string) =>
    refusal(app, person, AddMembersDocument, { conversationId: id, userIds: [subject] });
  expect(await add(bob!, dan!.id)).toBe("FORBIDDEN");
  expect(await remove(bob!, cid!)).toBe("FORBIDDEN");
  expect(await role(bob!, bob!, "OWNER")).toBe("FORBIDDEN");
  expect(await add(dan!, dan!.id)).toBe("NOT_FOUND");
  expect(await remove(ann!, bob!, direct)).toBe("FORBIDDEN");
  expect(await refusal(app, ann!, LeaveConversationDocument, { id: direct })).toBe("FORBIDDEN");
  expect(await add(ann!, "000000000000000000000000")).toBe("NOT_FOUND");
  expect(await role(ann!, bob!, "ADMIN")).toBeNull();
  expect(await role(ann!, cid!, "ADMIN")).toBeNull();
  expect(await remove(bob!, cid!)).toBe("FORBIDDEN");
  expect(await remove(bob!, ann!)).toBe("FORBIDDEN");
  expect(await role(ann!, ann!, "MEMBER")).toBe("CONFLICT");
  expect(await remove(ann!, ann!)).toBe("BAD_USER_INPUT");
  expect(await remove(ann!, dan!)).toBeNull();
  const rename = (name: string) =>
    refusal(app, ann!, UpdateConversationDocument, { id, input: { name } });
  expect(await rename("  ")).toBe("BAD_USER_INPUT");
  expect(await rename("x".repeat(101))).toBe("BAD_USER_INPUT");
  expect(await rename("😀".repeat(100))).toBeNull();
});

test("the last owner hands the group over by leaving: to the longest-serving admin, else member", async () => {
  const id = await createGroup(app, ann!, [bob!, cid!, dan!]);
  await ask(app, ann!, SetMemberRoleDocument, {
    conversationId: id,
    userId: cid!.id,
    role: "ADMIN",
  });
  await ask(app, ann!, LeaveConversationDocument, { id });
  expect((await look(cid!, id))?.viewerMembership?.role).toBe("OWNER");
  await Promise.all([cid!, bob!].map((one) => ask(app, one, LeaveConversationDocument, { id })));
  expect((await look(dan!, id))?.viewerMembership?.role).toBe("OWNER");
  await ask(app, dan!, LeaveConversationDocument, { id });
  expect(await refusal(app, dan!, LeaveConversationDocument, { id })).toBe("NOT_FOUND");
});

test("a group of 512 is full", async () => {
  const unknown = Array.from({ length: 512 }, (_, at) => at.toString(16).padStart(24, "0"));
  const input = { clientConversationId: randomUUID(), name: "Big", memberIds: unknown };
  expect(await refusal(app, ann!, CreateGroupDocument, { input })).toBe("LIMIT_REACHED");
  expect(await refusal(app, ann!, OpenDirectConversationDocument, { userId: ann!.id })).toBe(
    "BAD_USER_INPUT",
  );
});
