import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { codeOf, post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let id: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  id = await openDirect(app, ann, bob);
  for (const body of ["one", "two"]) await send(app, bob, id, body);
});
afterAll(() => app.stop());

const OWN = "pinned hidden unreadFromSeq draft archived unreadCount";

const set = (input: object) =>
  post(
    app.url,
    `mutation ($id: ID!, $input: MembershipInput!) {
      updateMembership(conversationId: $id, input: $input) { ${OWN} }
    }`,
    { id, input },
    ann.token,
  );

const lists = async () =>
  (
    await post(
      app.url,
      `{ viewer {
        unreadConversationCount
        conversations { nodes { id } }
        archived: conversations(archived: true) { nodes { id } }
      } }`,
      {},
      ann.token,
    )
  ).data["viewer"];

test("pinned, a mark and a draft are kept, and nobody else reads them", async () => {
  const { data } = await set({ pinned: true, unreadFromSeq: 2, draft: "Well, then" });
  const kept = { pinned: true, hidden: false, unreadFromSeq: 2, draft: "Well, then" };
  expect(data["updateMembership"]).toMatchObject(kept);
  // What is left out stays.
  const later = await set({ archived: false });
  expect(later.data["updateMembership"]).toMatchObject(kept);
  const asked = `{ conversation(id: "${id}") { members { nodes { user { id } ${OWN} } } } }`;
  const answer = await post(app.url, asked, {}, bob.token);
  const seen = { pinned: null, hidden: null, unreadFromSeq: null, draft: null };
  const { nodes } = (answer.data["conversation"] as { members: { nodes: object[] } }).members;
  expect(nodes).toContainEqual(expect.objectContaining({ user: { id: ann.id }, ...seen }));
});

test("reading takes the mark away, also where all was read before", async () => {
  const read = `mutation { markRead(conversationId: "${id}", seq: 2) { unreadFromSeq readSeq } }`;
  for (const unreadFromSeq of [2, 1]) {
    await set({ unreadFromSeq });
    const { data } = await post(app.url, read, {}, ann.token);
    expect(data["markRead"]).toEqual({ unreadFromSeq: null, readSeq: 2 });
  }
});

test("a hidden conversation is in no list until a message comes", async () => {
  expect((await set({ hidden: true })).data["updateMembership"]).toMatchObject({ hidden: true });
  const empty = { nodes: [] };
  expect(await lists()).toEqual({
    ...{ unreadConversationCount: 0, conversations: empty, archived: empty },
  });
  await set({ hidden: false });
  expect(await lists()).toMatchObject({ conversations: { nodes: [{ id }] } });
  await set({ archived: true, hidden: true });
  await send(app, bob, id, "three");
  await until("it is back", async () => {
    const found = (await lists()) as { conversations: { nodes: unknown[] } };
    return found.conversations.nodes.length === 1;
  });
  expect(await lists()).toMatchObject({ unreadConversationCount: 1, archived: empty });
});

test("what is no good is refused, and what takes away takes away", async () => {
  for (const input of [
    { draft: "x".repeat(10_001) },
    { draft: "\ud800" },
    { draft: "a\0" },
    { unreadFromSeq: 0 },
    { unreadFromSeq: -1 },
    { unreadFromSeq: 99 },
    { unreadFromSeq: 2 ** 31 },
  ])
    expect([input, codeOf(await set(input))]).toEqual([input, "BAD_USER_INPUT"]);
  const { data } = await set({ draft: "", unreadFromSeq: null, pinned: false });
  expect(data["updateMembership"]).toMatchObject({
    ...{ draft: null, unreadFromSeq: null, pinned: false },
  });
});
