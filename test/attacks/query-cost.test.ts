import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { buildSchema, isObjectType } from "graphql";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { verdict } from "../support/verdict.js";

const contract = new URL("../../schema/schema.graphql", import.meta.url);
const schema = buildSchema(readFileSync(contract, "utf8"));
let app: TestApp;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  conversationId = await openDirect(app, ann, bob);
  const { id } = await send(app, ann, conversationId, "hello");
  const react = `mutation { setReaction(messageId: "${id}", emoji: "👍", active: true) { id } }`;
  expect(await verdict(app, react, {}, ann.token)).toBe("ok");
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

/** Where each paged field is reached; $page stands for its arguments. */
const inConversation = (inner: string): string => `conversation(id: $id) { ${inner} }`;
const inMessage = (inner: string): string => inConversation(`lastMessage { ${inner} }`);
const PAGED: Readonly<Record<string, string>> = {
  "Conversation.changes": inConversation("changes(afterRevision: 0, $page) { revision }"),
  "Conversation.members": inConversation("members($page) { totalCount }"),
  "Conversation.messages": inConversation("messages($page) { nodes { id } }"),
  "Conversation.pinnedMessages": inConversation("pinnedMessages($page) { nodes { id } }"),
  "Message.readBy": inMessage("readBy($page) { nodes { id } }"),
  "Message.subjects": inMessage("subjects($page) { id }"),
  "Query.users": 'users(query: "bo", $page) { nodes { id } }',
  "ReactionGroup.users": inMessage("reactions { users($page) { nodes { id } } }"),
  "Viewer.blockedUsers": "viewer { blockedUsers($page) { nodes { id } } }",
  "Viewer.contacts": "viewer { contacts($page) { nodes { id } } }",
  "Viewer.groupInvitations": "viewer { groupInvitations($page) { nodes { conversationId } } }",
  "Viewer.conversations": "viewer { conversations($page) { nodes { id } } }",
};

/** Asked with another token, or a key: test/accounts and test/server-events try their pages. */
const OF_OTHERS = ["Query.accounts", "Query.serverEvents"];

test("A-02: every paged field of the schema is tried", () => {
  const paged = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => field.args.some(({ name }) => name === "first" || name === "last"))
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect(paged.sort()).toEqual([...Object.keys(PAGED), ...OF_OTHERS].sort());
});

test("A-02: a home screen of 50 conversations with 5 members each costs less than the limit", async () => {
  const home = `{ viewer { id unreadConversationCount conversations(first: 50) {
    nodes {
      id kind name viewerMembership { unreadCount notify }
      lastMessage { body createdAt sender { id name } }
      members(first: 5) { nodes { role user { id name } } totalCount }
    }
    pageInfo { hasNextPage endCursor }
  } } }`;
  expect(await verdict(app, home, {}, ann.token)).toBe("ok");
  // As Relay writes it, by edges.
  const byEdges = `{ viewer { id conversations(first: 50) {
    edges { cursor node {
      id viewerMembership { unreadCount }
      lastMessage { body sender { id name } reactions { users(first: 1) { edges { node { id } } } } }
      members(first: 5) { edges { cursor node { role user { id name } } } totalCount pageInfo { hasNextPage } }
    } }
    pageInfo { hasNextPage endCursor }
  } } }`;
  expect(await verdict(app, byEdges, {}, ann.token)).toBe("ok");
});

const ask = (body: string, size: unknown, type = "Int"): Promise<string> => {
  const id = conversationId;
  const head = `query ($id: ID = "${id}" ${size === undefined ? "" : `, $size: ${type}`})`;
  const query = `${head} { ${body} nodes(ids: [$id]) @skip(if: true) { id } }`;
  return verdict(app, query, { size }, ann.token);
};

test.each(Object.entries(PAGED))("A-02: %s has pages of 1 to 100", async (_, path) => {
  const paged = path.replace("$page", "first: $size");
  const body = (sized: string): string => sized.replaceAll("$id", `"${conversationId}"`);
  for (const size of [1, 100]) expect(await ask(body(paged), size)).toBe("ok");
  for (const size of [0, -1, -(10 ** 9)])
    expect(await ask(body(paged), size)).toBe("BAD_USER_INPUT");
  for (const size of [101, 10 ** 9, 2 ** 31 - 1])
    expect(await ask(body(paged), size)).toMatch(/^(BAD_USER_INPUT|QUERY_TOO_COMPLEX)$/);
  for (const size of [1.5, 2 ** 31, 2 ** 53, "5", true, [5], { $gt: 1 }])
    expect(await ask(body(paged), size)).toBe("BAD_USER_INPUT");
});

const WIDE =
  "messages(first: 100) { nodes { sender { id } conversation { id lastMessage { id } } replyTo { sender { id } } mentions { id } readBy(first: 5) { nodes { id } } } }";

test("A-02: what costs more than a thousand objects is refused, also where it hides", async () => {
  const wide = inConversation(WIDE).replace("$id", `"${conversationId}"`);
  expect(await ask(wide, undefined)).toBe("QUERY_TOO_COMPLEX");
  const fragment = `{ ...f } fragment f on Query { ${wide} }`;
  expect(await verdict(app, fragment, {}, ann.token)).toBe("QUERY_TOO_COMPLEX");
  const defaults = `query ($n: Int = 100) { ${wide.replace("first: 100", "first: $n")} }`;
  expect(await verdict(app, defaults, {}, ann.token)).toBe("QUERY_TOO_COMPLEX");
  expect(await verdict(app, defaults, { n: 1 }, ann.token)).toBe("ok");
  const ids = Array(100).fill(conversationId);
  const many =
    "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Conversation { messages(first: 20) { nodes { id } } } } }";
  expect(await verdict(app, many, { ids }, ann.token)).toBe("QUERY_TOO_COMPLEX");
  expect(await verdict(app, many, { ids: ids.slice(0, 20) }, ann.token)).toBe("ok");
});

test.each([
  [
    "a null where a directive needs a value",
    "query ($off: Boolean = true)",
    "viewer { id @skip(if: $off) }",
    { off: null },
  ],
  [
    "a null where an argument needs a value",
    'query ($id: ID = "x")',
    "b: user(id: $id) { id } node(id: $id) { id }",
    { id: null },
  ],
  ["more fragments than can be counted", "query", "...f0", {}],
])("A-02: %s does not keep the rest from being counted", async (_, head, part, variables) => {
  const wide = inConversation(WIDE).replace("$id", `"${conversationId}"`);
  const bomb = Array.from(
    { length: 14 },
    (_, at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`,
  );
  const fragments =
    part === "...f0" ? `${bomb.join(" ")} fragment f14 on Query { __typename }` : "";
  const query = `${head} { ${part} ${wide} } ${fragments}`;
  expect(await verdict(app, query, variables, ann.token)).toBe("QUERY_TOO_COMPLEX");
});
