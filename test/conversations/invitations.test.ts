import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  AnswerContactRequestDocument,
  AnswerGroupInvitationDocument,
  ConversationDocument,
  CreateGroupDocument,
  DeleteAccountDocument,
  GroupInvitationsDocument,
  LeaveConversationDocument,
  RemoveMemberDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  SetMemberRoleDocument,
  UpdateSettingsDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";
import { freePort } from "../../scripts/database/port.js";

let redis: RedisServer;
let here: TestApp;
let there: TestApp;
let rows: Rows;
/** Ann runs groups; Bob is a contact of hers, Cid is none. */
let ann: Person;
let bob: Person;
let cid: Person;

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const env = { REDIS_URL: redis.url, GROUP_INVITES: "" };
  const shared = { database: `invitations-${randomUUID().slice(0, 8)}`, env };
  [here, there] = [await startApp(shared), await startApp(shared)];
  rows = await Rows.of(here);
  ann = await signUp(here, "Ann");
  [bob, cid] = [await signUp(here, "Bob"), await signUp(here, "Cid")];
  await befriend(bob);
}, 240_000);
afterAll(async () => {
  await rows.close();
  await Promise.all([here.stop(), there.stop()]);
  await redis.stop();
});

async function befriend(person: Person): Promise<void> {
  await ask(here, ann, SendContactRequestDocument, { userId: person.id });
  await ask(here, person, AnswerContactRequestDocument, { userId: ann.id, accept: true });
}
const add = (node: TestApp, conversationId: string, ...people: Person[]) =>
  ask(node, ann, AddMembersDocument, { conversationId, userIds: people.map(({ id }) => id) });
const invitations = async (node: TestApp, person: Person) =>
  (await ask(node, person, GroupInvitationsDocument)).viewer?.groupInvitations.nodes ?? [];
const invitedTo = async (node: TestApp, person: Person) =>
  (await invitations(node, person)).map(({ conversationId }) => conversationId);
const answer = (node: TestApp, person: Person, conversationId: string, accept: boolean) =>
  ask(node, person, AnswerGroupInvitationDocument, { conversationId, accept });
const refused = (node: TestApp, person: Person, conversationId: string, accept: boolean) =>
  refusal(node, person, AnswerGroupInvitationDocument, { conversationId, accept });
const isIn = async (node: TestApp, person: Person, id: string): Promise<boolean> =>
  (await ask(node, person, ConversationDocument, { id })).conversation !== null;
const settle = (person: Person, groupInvites: "EVERYONE" | "CONTACTS" | "NOBODY") =>
  ask(here, person, UpdateSettingsDocument, { input: { groupInvites } });

test("a contact is added; a stranger is asked, and reads from where they accept", async () => {
  const group = await createGroup(here, ann, [bob, cid], "Choir");
  expect(await isIn(there, bob, group)).toBe(true);
  expect(await isIn(there, cid, group)).toBe(false);
  await send(here, ann, group, "before");
  const [invitation] = (await invitations(there, cid)).filter(
    (one) => one.conversationId === group,
  );
  expect(invitation).toMatchObject({
    name: "Choir",
    memberCount: 2,
    inviter: { id: ann.id, name: "Ann" },
  });
  const joined = await answer(there, cid, group, true);
  expect(joined.answerGroupInvitation).toMatchObject({ id: group, memberCount: 3 });
  const { conversation } = await ask(here, cid, ConversationDocument, { id: group });
  expect(conversation?.viewerMembership).toMatchObject({ joinedSeq: 3, role: "MEMBER" });
  expect(await invitedTo(here, cid)).not.toContain(group);
  // Safe to repeat.
  const again = await answer(here, cid, group, true);
  expect(again.answerGroupInvitation?.id).toBe(group);
});

const audiences = [
  ["EVERYONE", true, true],
  ["CONTACTS", true, false],
  ["NOBODY", false, false],
] as const;
test.each(audiences)(
  "who lets %s add them is added or asked",
  async (audience, contact, stranger) => {
    for (const person of [bob, cid]) await settle(person, audience);
    const group = await createGroup(here, ann, []);
    await add(there, group, bob, cid);
    expect([await isIn(here, bob, group), await isIn(here, cid, group)]).toEqual([
      contact,
      stranger,
    ]);
    expect((await invitedTo(here, bob)).includes(group)).toBe(!contact);
    expect((await invitedTo(here, cid)).includes(group)).toBe(!stranger);
    for (const person of [bob, cid]) await settle(person, "CONTACTS");
  },
);

test("A-111: who left is asked before they are in again, whoever adds them; who was removed is not", async () => {
  const group = await createGroup(here, ann, [bob]);
  for (let round = 0; round < 3; round += 1) {
    await ask(there, bob, LeaveConversationDocument, { id: group });
    await add(here, group, bob);
    expect(await isIn(there, bob, group)).toBe(false);
    expect(await invitedTo(there, bob)).toContain(group);
    await answer(there, bob, group, true);
  }
  await ask(here, ann, RemoveMemberDocument, { conversationId: group, userId: bob.id });
  await add(there, group, bob);
  expect(await isIn(here, bob, group)).toBe(true);
});

test("A-112: who has declined is left alone, and who asks is told nothing of it", async () => {
  const group = await createGroup(here, ann, [cid]);
  expect((await answer(there, cid, group, false)).answerGroupInvitation).toBeNull();
  const asked = await add(here, group, cid);
  expect(asked.addMembers.id).toBe(group);
  expect(await invitedTo(here, cid)).not.toContain(group);
  expect(await refused(here, cid, group, true)).toBe("NOT_FOUND");
  // Safe to repeat.
  expect(await refused(here, cid, group, false)).toBeNull();
  await rows.age("invitations", 31 * 24 * 3_600_000);
  await add(here, group, cid);
  expect(await invitedTo(there, cid)).toContain(group);
});

test("A-113: accepted, declined and asked again at once on two nodes has one outcome", async () => {
  for (let round = 0; round < 5; round += 1) {
    const group = await createGroup(here, ann, [cid]);
    const give = (node: TestApp, accept: boolean) =>
      post(node.url, AnswerGroupInvitationDocument, { conversationId: group, accept }, cid.token);
    const [yes, no, twice] = await Promise.all([
      give(here, true),
      give(there, false),
      give(there, true),
      add(there, group, cid),
    ]);
    const accepted = [yes, twice].some(({ data }) => data?.answerGroupInvitation?.id === group);
    const declined = !codeOf(no);
    expect([accepted, declined].filter(Boolean)).toHaveLength(1);
    expect(await isIn(here, cid, group)).toBe(accepted);
    expect(await isIn(there, cid, group)).toBe(accepted);
    const entries = await rows
      .collection("messages")
      .find({ systemEvent: "MEMBER_ADDED" })
      .toArray();
    const here_ = entries.filter(({ conversationId }) => String(conversationId) === group);
    expect(here_).toHaveLength(accepted ? 1 : 0);
  }
}, 240_000);

test("A-114: an old invitation brings nobody back, and none outlives who asked", async () => {
  const group = await createGroup(here, ann, [bob, cid]);
  const stale = await rows
    .collection("invitations")
    .findOne({ state: "PENDING" }, { sort: { _id: -1 } });
  await answer(there, cid, group, true);
  await ask(here, ann, RemoveMemberDocument, { conversationId: group, userId: cid.id });
  // As a node that died before it took the row away would leave it.
  await rows.collection("invitations").insertOne({ ...stale!, state: "ACCEPTED" });
  expect(await invitedTo(there, cid)).not.toContain(group);
  expect(await refused(there, cid, group, true)).toBe("NOT_FOUND");
  expect(await isIn(here, cid, group)).toBe(false);
  const other = await createGroup(here, ann, [bob, cid]);
  await ask(here, ann, SetMemberRoleDocument, {
    conversationId: other,
    userId: bob.id,
    role: "OWNER",
  });
  await ask(there, bob, SetMemberRoleDocument, {
    conversationId: other,
    userId: ann.id,
    role: "MEMBER",
  });
  expect(await invitedTo(there, cid)).not.toContain(other);
  expect(await refused(here, cid, other, true)).toBe("NOT_FOUND");
  expect(await refused(here, cid, other, false)).toBe("NOT_FOUND");
  expect(await isIn(here, cid, other)).toBe(false);
});

test("A-115: through a block nobody is asked, and what was asked before it is gone", async () => {
  const group = await createGroup(here, ann, [cid]);
  await ask(here, cid, SetBlockedDocument, { userId: ann.id, blocked: true });
  expect(await invitedTo(there, cid)).not.toContain(group);
  expect(await refused(there, cid, group, true)).toBe("NOT_FOUND");
  const again = { conversationId: group, userIds: [cid.id] };
  expect(await refusal(there, ann, AddMembersDocument, again)).toBe("BLOCKED");
  const input = { clientConversationId: randomUUID(), name: "x", memberIds: [cid.id] };
  expect(await refusal(there, ann, CreateGroupDocument, { input })).toBe("BLOCKED");
  await ask(here, cid, SetBlockedDocument, { userId: ann.id, blocked: false });
});

test("absent, foreign and forbidden look alike", async () => {
  const group = await createGroup(here, ann, [cid]);
  const tries = [group, randomUUID(), "0".repeat(24), ""];
  for (const id of tries)
    for (const accept of [true, false]) {
      const { data, errors } = await post(
        there.url,
        AnswerGroupInvitationDocument,
        { conversationId: id, accept },
        bob.token,
      );
      expect(data?.answerGroupInvitation ?? null).toBeNull();
      expect(errors?.[0]).toMatchObject({
        message: "There is no such invitation.",
        extensions: { code: "NOT_FOUND" },
      });
    }
});

test("a group is made once, whatever became of those who were asked", async () => {
  const input = { clientConversationId: randomUUID(), name: "Once", memberIds: [bob.id, cid.id] };
  const { createGroup: made } = await ask(here, ann, CreateGroupDocument, { input });
  await answer(there, cid, made.id, true);
  await ask(there, cid, LeaveConversationDocument, { id: made.id });
  const again = await ask(there, ann, CreateGroupDocument, { input });
  expect(again.createGroup.id).toBe(made.id);
  expect(await invitedTo(here, cid)).not.toContain(made.id);
  const other = { input: { ...input, memberIds: [bob.id] } };
  expect(await refusal(here, ann, CreateGroupDocument, other)).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("invitations page, and go with the account", async () => {
  const dan = await signUp(here, "Dan");
  const groups: string[] = [];
  for (const name of ["1", "2", "3"]) groups.push(await createGroup(here, ann, [dan], name));
  const first = await ask(there, dan, GroupInvitationsDocument, { first: 2 });
  const page = first.viewer?.groupInvitations;
  expect(page?.nodes.map(({ conversationId }) => conversationId)).toEqual(groups.slice(0, 2));
  expect(page?.pageInfo.hasNextPage).toBe(true);
  const next = await ask(there, dan, GroupInvitationsDocument, {
    first: 2,
    after: page?.pageInfo.endCursor ?? null,
  });
  expect(next.viewer?.groupInvitations.nodes.map(({ name }) => name)).toEqual(["3"]);
  await ask(there, dan, DeleteAccountDocument, { password: PASSWORD });
  const left = await rows.collection("invitations").find().toArray();
  expect(left.filter(({ userId }) => String(userId) === dan.id)).toEqual([]);
});

test("a page of many invitations costs the database commands of a page of one", async () => {
  let commands = 0;
  const counted = await startApp({
    config: { mongoUri: here.config.mongoUri },
    env: { GROUP_INVITES: "" },
    probes: { onCommand: () => (commands += 1) },
  });
  try {
    const [one, many] = [await signUp(here, "One"), await signUp(here, "Many")];
    await createGroup(here, ann, [one, many], "1");
    for (const name of ["2", "3", "4", "5"]) await createGroup(here, ann, [many], name);
    const costOf = async (person: Person, length: number): Promise<number> => {
      expect(await invitations(counted, person)).toHaveLength(length); // Signs in.
      const before = commands;
      expect(await invitations(counted, person)).toHaveLength(length);
      return commands - before;
    };
    const costs = [await costOf(one, 1), await costOf(many, 5)] as const;
    // What the node does in the meantime for itself is counted as well.
    expect(costs[1]).toBeLessThan(2 * costs[0]);
  } finally {
    await counted.stop();
  }
});

test("A-116: nobody fills somebody's list: so many by one person a day, also to leave and add again", async () => {
  const limited = await startApp({ limits: { perUserPercent: 100 }, env: { GROUP_INVITES: "" } });
  try {
    const [eve, fay] = [await signUp(limited, "Eve"), await signUp(limited, "Fay")];
    const codes: (string | null)[] = [];
    for (let at = 0; at < 15; at += 1) {
      const input = { clientConversationId: randomUUID(), name: `${at}`, memberIds: [fay.id] };
      codes.push(await refusal(limited, eve, CreateGroupDocument, { input }));
    }
    expect(codes.filter((code) => code === null)).toHaveLength(10);
    expect(codes.slice(10)).toEqual(Array.from({ length: 5 }, () => "RATE_LIMITED"));
    expect(await invitedTo(limited, fay)).toHaveLength(10);
  } finally {
    await limited.stop();
  }
}, 120_000);
