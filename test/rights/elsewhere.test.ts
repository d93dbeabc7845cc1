import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";

/**
 * What one node has decided about a member holds on the other at once. No word goes between the two,
 * and Bob has written through the other one, so that all it remembers of him is old.
 */
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;
let cat: Person;
let group: string;
let own: string;
let hers: string;

beforeAll(async () => {
  const database = `rights-${randomUUID().slice(0, 8)}`;
  [here, there] = [await startApp({ database }), await startApp({ database })];
  [ann, bob, cat] = (await signUpAll(here, ["Ann", "Bob", "Cat"])) as [Person, Person, Person];
});
afterAll(() => Promise.all([here.stop(), there.stop()]));
beforeEach(async () => {
  group = await createGroup(here, ann, [bob, cat]);
  own = (await send(there, bob, group, "mine")).id;
  hers = (await send(there, ann, group, "hers")).id;
});

async function answer(node: TestApp, person: Person, mutation: string): Promise<string> {
  return codeOf(await post(node.url, `mutation { ${mutation} }`, {}, person.token)) ?? "done";
}

const annDoes = (mutation: string): Promise<string> => answer(here, ann, mutation);
const member = (): string => `conversationId: "${group}", userId: "${bob.id}"`;
const setRole = (role: string): Promise<string> =>
  annDoes(`setMemberRole(${member()}, role: ${role}) { id }`);
const message = (rest: string): string =>
  `sendMessage(input: { conversationId: "${group}", clientMessageId: "${randomUUID()}", body: "x" ${rest} }) { message { id } }`;

const ofMembers: Record<string, () => string> = {
  sends: () => message(""),
  replies: () => message(`, replyToId: "${hers}"`),
  "names a member": () => message(`, mentionIds: ["${ann.id}"]`),
  "asks who is a member by naming them": () => message(`, mentionIds: ["${bob.id}"]`),
  edits: () => `editMessage(id: "${own}", body: "y") { id }`,
  "edits nothing": () => `editMessage(id: "${own}", body: "mine") { id }`,
  "edits an older state": () => `editMessage(id: "${own}", body: "y", ifRevision: 1) { id }`,
  reacts: () => `setReaction(messageId: "${hers}", emoji: "👍", active: true) { id }`,
  deletes: () => `deleteMessage(id: "${own}") { id }`,
  "deletes another's": () => `deleteMessage(id: "${hers}") { id }`,
  pins: () => `setPinned(messageId: "${hers}", pinned: true) { id }`,
  "patches a message": () => `patchMessageMetadata(id: "${own}", patch: { a: 1 }) { id }`,
  "patches another's": () => `patchMessageMetadata(id: "${hers}", patch: { a: 1 }) { id }`,
  reads: () => `markRead(conversationId: "${group}", seq: 3) { id }`,
  "has been delivered": () => `markDelivered(conversationId: "${group}", seq: 3) { id }`,
  types: () => `setTyping(conversationId: "${group}", active: true)`,
  archives: () => `updateMembership(conversationId: "${group}", input: { archived: true }) { id }`,
  renames: () => `updateConversation(id: "${group}", input: { name: "Mine" }) { id }`,
  adds: () => `addMembers(conversationId: "${group}", userIds: ["${bob.id}"]) { id }`,
  removes: () => `removeMember(conversationId: "${group}", userId: "${cat.id}") { id }`,
  leaves: () => `leaveConversation(id: "${group}")`,
};

test.each(Object.entries(ofMembers))(
  "A-209: who was put out elsewhere %s no more",
  async (_, mutation) => {
    expect(await annDoes(`removeMember(${member()}) { id }`)).toBe("done");
    expect(await answer(there, bob, mutation())).toBe("NOT_FOUND");
  },
);

const ofAdmins = ["deletes another's", "pins", "renames", "adds", "removes"] as const;

test.each(ofAdmins)("who was made an admin elsewhere %s at once", async (what) => {
  expect(await answer(there, bob, ofMembers[what]?.() ?? "")).toBe("FORBIDDEN");
  expect(await setRole("ADMIN")).toBe("done");
  expect(await answer(there, bob, ofMembers[what]?.() ?? "")).toBe("done");
});

test.each(ofAdmins)("who is no admin any more by another node %s no more", async (what) => {
  await setRole("ADMIN");
  const described = `updateConversation(id: "${group}", input: { description: "Ours" }) { id }`;
  const edited = `editMessage(id: "${own}", body: "ours") { id }`;
  for (const mutation of [described, edited])
    expect(await answer(there, bob, mutation)).toBe("done");
  expect(await setRole("MEMBER")).toBe("done");
  expect(await answer(there, bob, ofMembers[what]?.() ?? "")).toBe("FORBIDDEN");
});

test("who was taken back elsewhere writes at once, and changes nothing from before", async () => {
  expect(await annDoes(`removeMember(${member()}) { id }`)).toBe("done");
  expect(await answer(there, bob, ofMembers["sends"]?.() ?? "")).toBe("NOT_FOUND");
  expect(
    await annDoes(`addMembers(conversationId: "${group}", userIds: ["${bob.id}"]) { id }`),
  ).toBe("done");
  expect(await answer(there, bob, ofMembers["sends"]?.() ?? "")).toBe("done");
  expect(await answer(there, bob, ofMembers["edits"]?.() ?? "")).toBe("NOT_FOUND");
});
