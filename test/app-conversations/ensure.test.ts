import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  AppConversationDocument,
  EnsureConversationDocument,
  LeaveConversationDocument,
  RemoveMemberDocument,
  SetBlockedDocument,
  SetMemberRoleDocument,
  UpdateConversationDocument,
  UpdateSettingsDocument,
  UpsertUsersDocument,
  type AppConversationFragment,
  type EnsureMemberInput,
} from "../generated/graphql.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";

let nodes: NodePair;
let shop: Backend;
let reader: Backend;
let writer: Backend;
let [ann, bob, cid]: Person[] = [];
const appUsers: { externalId: string }[] = [];
beforeAll(async () => {
  nodes = await startNodePair();
  const write = ["USERS_WRITE", "CONVERSATIONS_WRITE"] as const;
  shop = await backend(nodes.here, [...write, "CONVERSATIONS_READ", "ACT_AS"]);
  reader = await backend(nodes.here, ["CONVERSATIONS_READ"]);
  writer = await backend(nodes.here, ["CONVERSATIONS_WRITE"]);
  for (const name of ["Ann", "Bob", "Cid"])
    appUsers.push({ externalId: `${name} ${randomUUID()}` });
  const users = appUsers.map((user) => ({ ...user, name: "Somebody" }));
  await ask(nodes.here, shop.headers, UpsertUsersDocument, { users });
  ann = await signUp(nodes.here, "Ann");
  bob = await signUp(nodes.here, "Bob");
  cid = await signUp(nodes.here, "Cid");
}, 120_000);
afterAll(() => nodes.stop());

const someone = (person: Person | undefined): Person => {
  if (!person) throw new Error("nobody signed up");
  return person;
};
interface Ensured {
  externalId?: string;
  kind?: "GROUP" | "DIRECT";
  name?: string | null;
  members?: EnsureMemberInput[];
  exact?: boolean;
}
const ensure = (input: Ensured, at = nodes.here, headers = shop.headers) =>
  ask(at, headers, EnsureConversationDocument, {
    input: { externalId: randomUUID(), kind: "GROUP", name: "Order", members: [], ...input },
  });
const rolesOf = (conversation: AppConversationFragment): Record<string, string> =>
  Object.fromEntries(
    conversation.members.nodes.map(({ user, role }) => [user.externalId ?? user.id, role]),
  );
const one = (at: number): { externalId: string } => appUsers[at] ?? { externalId: "" };

test("a group is made once, and made what is asked for after that", async () => {
  const externalId = `order ${randomUUID()} ключ`;
  const first = await ensure({ externalId, members: [{ ...one(0), role: "OWNER" }, one(1)] });
  const made = first.data.ensureConversation;
  expect(made).toMatchObject({ externalId, kind: "GROUP", name: "Order", memberCount: 2 });
  expect(rolesOf(made)).toEqual({ [one(0).externalId]: "OWNER", [one(1).externalId]: "MEMBER" });

  const members = [one(0), { userId: someone(ann).id, role: "ADMIN" as const }];
  const added = await ensure({ externalId, name: "Order 7", members }, nodes.there);
  expect(added.data.ensureConversation).toMatchObject({ id: made.id, name: "Order 7" });
  expect(rolesOf(added.data.ensureConversation)).toEqual({
    [one(0).externalId]: "OWNER",
    [one(1).externalId]: "MEMBER",
    [someone(ann).id]: "ADMIN",
  });

  const exact = await ensure({ externalId, name: null, members, exact: true });
  expect(rolesOf(exact.data.ensureConversation)).toEqual({
    [one(0).externalId]: "OWNER",
    [someone(ann).id]: "ADMIN",
  });
  const { lastSeq } = exact.data.ensureConversation;
  const again = await ensure({ externalId, name: null, members, exact: true }, nodes.there);
  expect(again.data.ensureConversation.lastSeq).toBe(lastSeq);
});

test("people are in it whatever they let others do, also those who have left", async () => {
  const settings = { input: { groupInvites: "NOBODY" as const } };
  await post(nodes.here.url, UpdateSettingsDocument, settings, someone(cid).token);
  const externalId = randomUUID();
  const members = [one(0), { userId: someone(cid).id }];
  const made = (await ensure({ externalId, members })).data.ensureConversation;
  expect(made.memberCount).toBe(2);
  const { id } = made;
  await post(nodes.there.url, LeaveConversationDocument, { id }, someone(cid).token);
  const given = { conversationId: id, userIds: [someone(cid).id] };
  const added = await ask(nodes.here, shop.headers, AddMembersDocument, given);
  expect(added.data.addMembers.memberCount).toBe(2);
  await post(nodes.there.url, LeaveConversationDocument, { id }, someone(cid).token);
  expect((await ensure({ externalId, members })).data.ensureConversation.memberCount).toBe(2);
  const open = { input: { groupInvites: "EVERYONE" as const } };
  await post(nodes.here.url, UpdateSettingsDocument, open, someone(cid).token);
});

test("asked of both nodes at once, it is one conversation with all who were named", async () => {
  const externalId = randomUUID();
  const names = [[one(0)], [one(1), one(2)], [{ userId: someone(ann).id }], [one(2)]];
  const answers = await Promise.all(
    names.map((members, at) => ensure({ externalId, members }, at % 2 ? nodes.here : nodes.there)),
  );
  expect(answers.map(codeOf)).toEqual(names.map(() => undefined));
  expect(new Set(answers.map(({ data }) => data.ensureConversation.id)).size).toBe(1);
  const found = await ask(nodes.there, reader.headers, AppConversationDocument, { externalId });
  expect(Object.keys(rolesOf(found.data.conversation as AppConversationFragment)).sort()).toEqual(
    [...appUsers.map((user) => user.externalId), someone(ann).id].sort(),
  );
  const rows = await nodes.rows.collection("conversations").find({ externalId }).toArray();
  expect(rows).toHaveLength(1);
});

test("a direct conversation is the one that the two have, blocks or not", async () => {
  const [one1, two] = [someone(bob), someone(cid)];
  const block = { userId: one1.id, blocked: true };
  await post(nodes.here.url, SetBlockedDocument, block, two.token);
  const members = [{ userId: one1.id }, { userId: two.id }];
  const externalId = randomUUID();
  const direct = { kind: "DIRECT" as const, name: null };
  const made = await ensure({ ...direct, externalId, members });
  expect(made.data.ensureConversation).toMatchObject({
    externalId,
    kind: "DIRECT",
    memberCount: 2,
  });
  const again = await ensure({ ...direct, externalId, members: members.reverse() }, nodes.there);
  expect(again.data.ensureConversation.id).toBe(made.data.ensureConversation.id);
  expect(codeOf(await ensure({ ...direct, members }))).toBe("CONFLICT");
  const others = [{ userId: one1.id }, { userId: someone(ann).id }];
  expect(codeOf(await ensure({ ...direct, externalId, members: others }))).toBe("CONFLICT");
  expect(codeOf(await ensure({ externalId }))).toBe("CONFLICT");
  await post(nodes.here.url, SetBlockedDocument, { ...block, blocked: false }, two.token);
});

test.each<[string, Ensured, string, string | undefined]>([
  ["no id", { externalId: "" }, "BAD_USER_INPUT", "input.externalId"],
  ["an id with half a character", { externalId: "\ud800" }, "BAD_USER_INPUT", "input.externalId"],
  ["a long id", { externalId: "ё".repeat(129) }, "BAD_USER_INPUT", "input.externalId"],
  ["no name", { name: null }, "BAD_USER_INPUT", "input.name"],
  ["a long name", { name: "x".repeat(101) }, "BAD_USER_INPUT", "input.name"],
  ["somebody without an id", { members: [{}] }, "BAD_USER_INPUT", "input.members.0"],
  [
    "somebody with two ids",
    { members: [{ userId: "f".repeat(24), externalId: "x" }] },
    "BAD_USER_INPUT",
    "input.members.0",
  ],
  ["somebody unknown", { members: [{ externalId: "nobody" }] }, "NOT_FOUND", undefined],
  ["an unknown id", { members: [{ userId: "f".repeat(24) }] }, "NOT_FOUND", undefined],
  ["a direct one of nobody", { kind: "DIRECT", name: null }, "BAD_USER_INPUT", "input.members"],
  ["a direct one with a name", { kind: "DIRECT" }, "BAD_USER_INPUT", "input.name"],
])("%s is refused, and nothing is made", async (_what, wrong, code, field) => {
  const before = await nodes.rows.collection("conversations").countDocuments();
  const { errors } = await ensure(wrong);
  expect(errors?.[0]?.extensions).toMatchObject({ code, ...(field && { field }) });
  expect(await nodes.rows.collection("conversations").countDocuments()).toBe(before);
});

test("named twice, by whichever id, somebody is refused", async () => {
  const twice = await ensure({ members: [one(0), one(0)] });
  expect(codeOf(twice)).toBe("BAD_USER_INPUT");
  const many = Array.from({ length: 513 }, () => one(0));
  expect(codeOf(await ensure({ members: many }))).toBe("BAD_USER_INPUT");
});

test("a service does in any group what its owner may", async () => {
  const [owner, member, other] = [someone(ann), someone(bob), someone(cid)];
  const id = await createGroup(nodes.here, owner, [member]);
  const by = { ...shop.headers };
  const renamed = await ask(nodes.there, by, UpdateConversationDocument, {
    id,
    input: { name: "Renamed", description: "By the shop" },
  });
  expect(codeOf(renamed)).toBeUndefined();
  const add = { conversationId: id, userIds: [other.id] };
  expect(codeOf(await ask(nodes.there, by, AddMembersDocument, add))).toBeUndefined();
  const role = { conversationId: id, userId: other.id, role: "OWNER" } as const;
  expect(codeOf(await ask(nodes.here, by, SetMemberRoleDocument, role))).toBeUndefined();
  const remove = { conversationId: id, userId: owner.id };
  expect(codeOf(await ask(nodes.there, by, RemoveMemberDocument, remove))).toBeUndefined();
  const found = await ask(nodes.here, reader.headers, AppConversationDocument, { id });
  const conversation = found.data.conversation as AppConversationFragment;
  expect(conversation.name).toBe("Renamed");
  expect(rolesOf(conversation)).toEqual({ [member.id]: "MEMBER", [other.id]: "OWNER" });
  expect(codeOf(await ask(nodes.here, reader.headers, RemoveMemberDocument, remove))).toBe(
    "FORBIDDEN",
  );
  const direct = await openDirect(nodes.here, owner, member);
  const stays = await ask(nodes.here, by, UpdateConversationDocument, {
    id: direct,
    input: { name: "x" },
  });
  expect(codeOf(stays)).toBe("FORBIDDEN");
  const absent = { conversationId: "f".repeat(24), userIds: [other.id] };
  expect(codeOf(await ask(nodes.here, by, AddMembersDocument, absent))).toBe("NOT_FOUND");
});

test("a service that reads conversations reads all of one, and as nobody", async () => {
  const [owner, member] = [someone(ann), someone(bob)];
  const id = await createGroup(nodes.here, owner, [member]);
  await send(nodes.here, owner, id, "hello");
  const read = (headers: Record<string, string>) =>
    ask(nodes.there, headers, AppConversationDocument, { id });
  const { data, errors } = await read(reader.headers);
  expect(errors).toBeUndefined();
  expect(data.conversation).toMatchObject({
    ...{ viewerMembership: null, peer: null, lastSeq: 2, typing: [] },
    messages: { nodes: [{ kind: "SYSTEM" }, { body: "hello", sender: { id: owner.id } }] },
  });
  expect(data.conversation?.members.nodes.map(({ unreadCount }) => unreadCount)).toEqual([
    null,
    null,
  ]);
  expect(codeOf(await read(writer.headers))).toBe("FORBIDDEN");
  // What is answered to a key that only writes holds no members and no messages.
  const externalId = randomUUID();
  const made = await ensure({ externalId, members: [one(0)] }, nodes.here, writer.headers);
  expect(made.data.ensureConversation).toMatchObject({ externalId, memberCount: 0, lastSeq: 0 });
});

test("a member finds it by the app's id, and nobody else does", async () => {
  const externalId = randomUUID();
  await ensure({ externalId, members: [{ userId: someone(ann).id }] });
  const find = ({ token }: Person) =>
    post(nodes.there.url, AppConversationDocument, { externalId }, token);
  expect((await find(someone(ann))).data.conversation).toMatchObject({ externalId });
  expect((await find(someone(bob))).data.conversation).toBeNull();
  const both = { id: "f".repeat(24), externalId };
  for (const given of [both, {}])
    expect(codeOf(await ask(nodes.here, reader.headers, AppConversationDocument, given))).toBe(
      "BAD_USER_INPUT",
    );
});
