import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationsDocument,
  ConversationWithDocument,
  MarkReadDocument,
  MembersDocument,
  NodesDocument,
  ServerInfoDocument,
  UpdateMembershipDocument,
  type ConversationsQueryVariables,
} from "../generated/graphql.js";
import { NODES, startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
const ids: string[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  for (let at = 0; at < 7; at += 1) {
    ids.push(await createGroup(app, ann, [bob], `Group ${at}`));
    await send(app, ann, ids[at]!, `in ${at}`);
  }
});
afterAll(() => app.stop());

const list = async (variables: ConversationsQueryVariables = {}, person = bob) => {
  const { viewer } = await ask(app, person, ConversationsDocument, variables);
  const { nodes, pageInfo } = viewer!.conversations;
  return { at: nodes.map(({ id }) => ids.indexOf(id)), nodes, pageInfo, viewer };
};

test("the newest message puts its conversation first, for everybody in it and at once", async () => {
  expect((await list()).at).toEqual([6, 5, 4, 3, 2, 1, 0]);
  await send(app, ann, ids[2]!, "again");
  // Rows follow the log: the node that wrote waits for its own, another one sees them a moment later.
  if (NODES > 1)
    for (const person of [ann, bob])
      await until("the rows are there", async () => (await list({}, person)).at[0] === 2);
  const { at, nodes } = await list();
  expect(at).toEqual([2, 6, 5, 4, 3, 1, 0]);
  expect(nodes[0]).toMatchObject({ lastMessage: { body: "again" }, lastSeq: 3 });
  expect((await list({}, ann)).at).toEqual(at);
});

test("pages run both ways and meet", async () => {
  const all = (await list()).at;
  const forward: number[] = [];
  let after: string | null | undefined;
  do {
    const page = await list({ first: 3, ...(after && { after }) });
    forward.push(...page.at);
    expect(page.pageInfo.hasPreviousPage).toBe(Boolean(after));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(forward).toEqual(all);
  const last = await list({ last: 3 });
  expect(last.at).toEqual(all.slice(-3));
  const before = await list({ last: 3, before: last.pageInfo.startCursor! });
  expect(before.at).toEqual(all.slice(-6, -3));
  expect(
    await refusal(app, ann, ConversationsDocument, { after: last.pageInfo.startCursor! }),
  ).toBe("BAD_USER_INPUT");
});

test("unread and archived ones are lists of their own, and archived ones do not count", async () => {
  const { viewer } = await list();
  expect(viewer).toMatchObject({ unreadCount: 8, unreadConversationCount: 7 });
  for (const id of ids.slice(0, 3))
    await ask(app, bob, MarkReadDocument, { conversationId: id, seq: 99 });
  const archive = (id: string, archived: boolean) =>
    ask(app, bob, UpdateMembershipDocument, { conversationId: id, input: { archived } });
  const { updateMembership } = await archive(ids[6]!, true);
  expect(updateMembership).toMatchObject({ archived: true, notify: "ALL", mutedUntil: null });
  const unread = await list({ unreadOnly: true });
  expect(unread.at).toEqual([5, 4, 3]);
  expect(unread.viewer).toMatchObject({ unreadCount: 3, unreadConversationCount: 3 });
  expect((await list({ archived: true })).at).toEqual([6]);
  expect((await list({ archived: true, unreadOnly: true })).at).toEqual([6]);
  expect((await list()).at).not.toContain(6);
  await archive(ids[6]!, false);
  expect((await list()).at).toContain(6);
  const mutedUntil = new Date(Date.now() + 60_000).toISOString();
  const muted = await ask(app, bob, UpdateMembershipDocument, {
    conversationId: ids[0]!,
    input: { notify: "MENTIONS", mutedUntil },
  });
  expect(muted.updateMembership).toMatchObject({ notify: "MENTIONS", mutedUntil });
});

test("members come in pages, those who have been here longest first", async () => {
  const people = await Promise.all(["C", "D", "E"].map((name) => signUp(app, name)));
  const id = await createGroup(app, ann, people);
  const page = async (after?: string | null) =>
    (await ask(app, ann, MembersDocument, { id, first: 3, ...(after && { after }) })).conversation
      ?.members;
  const first = await page();
  const rest = await page(first?.pageInfo.endCursor);
  expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
  expect(rest?.pageInfo.hasNextPage).toBe(false);
  const found = [first, rest].flatMap((one) => one?.nodes.map(({ user }) => user.id) ?? []);
  expect(found.sort()).toEqual([ann, ...people].map((one) => one.id).sort());
});

test("nodes are found by id alone, by those who may see them", async () => {
  const direct = await openDirect(app, ann, bob);
  const message = await send(app, ann, direct, "node");
  const { viewer } = await ask(app, ann, ConversationsDocument, { first: 1 });
  const membership = viewer!.conversations.nodes[0]!.viewerMembership!.id;
  const wanted = [message.id, direct, "nonsense", membership, bob.id];
  const types = async (person: Person) =>
    (await ask(app, person, NodesDocument, { ids: wanted })).nodes.map((node) => node?.__typename);
  const all = ["Message", "Conversation", undefined, "Membership", "User"];
  expect(await types(ann)).toEqual(all);
  expect(await types(bob)).toEqual(all);
  const eve = await signUp(app, "Eve");
  expect(await types(eve)).toEqual([undefined, undefined, undefined, undefined, "User"]);
  expect(await ask(app, ann, ConversationWithDocument, { userId: bob.id })).toEqual({
    conversationWith: { id: direct },
  });
  expect(await ask(app, ann, ConversationWithDocument, { userId: eve.id })).toEqual({
    conversationWith: null,
  });
});

test("serverInfo needs no token", async () => {
  const { data } = await post(app.url, ServerInfoDocument);
  expect(data.serverInfo.limits).toMatchObject({ messageMaxChars: 10_000, groupMaxMembers: 512 });
  expect(data.serverInfo.errorCodes).toContain("REVISION_CONFLICT");
});

test("serverInfo names each feature once", async () => {
  const { features } = (await post(app.url, ServerInfoDocument)).data.serverInfo;
  expect(features).toEqual([...new Set(features)]);
  expect(features).toContain("DIRECT_UPLOAD");
});
