import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  ConversationMetadataDocument,
  DeleteAccountDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  EraseAppAccountDocument,
  LeaveConversationDocument,
  PatchConversationMetadataDocument,
  PatchMembershipMetadataDocument,
  PatchMessageMetadataDocument,
  PatchUserMetadataDocument,
  RemoveMemberDocument,
  SendMessageDocument,
  SetBlockedDocument,
  SetMemberRoleDocument,
  UpsertUsersDocument,
  UserMetadataDocument,
  type ConversationEventsSubscription,
  type UpsertUserInput,
} from "../generated/graphql.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";
import { BAD_JSON, GOOD_JSON } from "./bad-json.js";

let nodes: NodePair;
let shop: Backend;
let ann: Person;
let bob: Person;
let cid: Person;
let group: string;
let direct: string;
let messageId: string;
beforeAll(async () => {
  nodes = await startNodePair();
  const scopes = ["USERS_READ", "USERS_WRITE", "CONVERSATIONS_WRITE", "MESSAGES_WRITE"] as const;
  shop = await backend(nodes.here, [...scopes, "ACT_AS"]);
  ann = await signUp(nodes.here, "Ann");
  bob = await signUp(nodes.here, "Bob");
  cid = await signUp(nodes.here, "Cid");
  group = await createGroup(nodes.here, ann, [bob]);
  direct = await openDirect(nodes.here, ann, bob);
  messageId = (await send(nodes.here, ann, group, "an order")).id;
}, 120_000);
afterAll(() => nodes.stop());

const as = ({ token }: Person): Record<string, string> => ({ authorization: `Bearer ${token}` });
const patchMessage = (
  headers: Record<string, string>,
  id: string,
  patch: Record<string, unknown>,
  {
    ifRevision = null,
    at = nodes.there,
  }: { ifRevision?: number | null; at?: NodePair["here"] } = {},
) => ask(at, headers, PatchMessageMetadataDocument, { id, patch, ifRevision });
const patchConversation = (
  headers: Record<string, string>,
  id: string,
  patch: Record<string, unknown>,
  ifRevision?: number,
) =>
  ask(nodes.there, headers, PatchConversationMetadataDocument, {
    id,
    patch,
    ...(ifRevision !== undefined && { ifRevision }),
  });
const patchOwn = (
  person: Person,
  conversationId: string,
  patch: Record<string, unknown>,
  ifRevision?: number,
) =>
  ask(nodes.there, as(person), PatchMembershipMetadataDocument, {
    conversationId,
    patch,
    ...(ifRevision !== undefined && { ifRevision }),
  });
const upsert = async (user: Partial<UpsertUserInput>, at = nodes.here) => {
  const users = [{ externalId: randomUUID(), name: "Kim", ...user }];
  const answer = await ask(at, shop.headers, UpsertUsersDocument, { users });
  return { ...answer, user: answer.data?.upsertUsers[0]?.user };
};

/** Every place that takes metadata: a call with `$given`, where that stands, and who may. */
const PLACES: Readonly<
  Record<
    string,
    { call: () => string; field: string; by: () => Record<string, string>; read?: string }
  >
> = {
  sendMessage: {
    call: () =>
      `sendMessage(input: { conversationId: "${group}", clientMessageId: "${randomUUID()}", body: "x", metadata: $given }) { message { metadata } }`,
    field: "input.metadata",
    by: () => as(ann),
  },
  patchMessageMetadata: {
    call: () => `patchMessageMetadata(id: "${messageId}", patch: $given) { metadata }`,
    field: "patch",
    by: () => as(ann),
  },
  "patchMessageMetadata of a service": {
    call: () => `patchMessageMetadata(id: "${messageId}", patch: $given) { metadata }`,
    field: "patch",
    by: () => shop.headers,
  },
  patchConversationMetadata: {
    call: () => `patchConversationMetadata(id: "${group}", patch: $given) { metadata }`,
    field: "patch",
    by: () => as(ann),
  },
  patchMembershipMetadata: {
    call: () => `patchMembershipMetadata(conversationId: "${group}", patch: $given) { metadata }`,
    field: "patch",
    by: () => as(ann),
  },
  patchUserMetadata: {
    call: () => `patchUserMetadata(userId: "${bob.id}", patch: $given) { metadata }`,
    field: "patch",
    by: () => shop.headers,
  },
  upsertUsers: {
    call: () =>
      `upsertUsers(users: [{ externalId: "${randomUUID()}", name: "Kim", metadata: $given }]) { user { metadata } }`,
    field: "users.0.metadata",
    by: () => shop.headers,
  },
  ensureConversation: {
    call: () =>
      `ensureConversation(input: { externalId: "${randomUUID()}", kind: GROUP, name: "G", members: [], metadata: $given }) { metadata }`,
    field: "input.metadata",
    by: () => shop.headers,
  },
};

/** With the given text as it stands: JSON.stringify would mend it. */
async function give(place: string, text: string, at = nodes.here) {
  const { call, by } = PLACES[place] ?? { call: () => "", by: () => ({}) };
  const query = JSON.stringify(`mutation ($given: JSONObject!) { ${call()} }`);
  const response = await fetch(at.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...by() },
    body: `{"query":${query},"variables":{"given":${text}}}`,
  });
  const body = await response.text();
  return {
    status: response.status,
    ...(JSON.parse(body) as { data?: unknown; errors?: { extensions: Record<string, unknown> }[] }),
  };
}

/** What an app's data could change: positions of reading follow by themselves. */
async function stored(): Promise<unknown[]> {
  const { users, conversations, memberships, messages } = await nodes.rows.all();
  return [users, conversations, memberships, messages].map((rows) =>
    rows?.map((one): unknown[] => [one["_id"], one["metadata"], one["changes"]]),
  );
}

test.each(Object.keys(PLACES))(
  "A-140: %s refuses what is no metadata, with its path",
  async (place) => {
    const before = await stored();
    const found: unknown[] = [];
    for (const [what, text] of BAD_JSON) {
      const { errors } = await give(place, text);
      found.push([what, errors?.[0]?.extensions["code"], errors?.[0]?.extensions["field"]]);
    }
    const { field = "" } = PLACES[place] ?? {};
    expect(found).toEqual(
      BAD_JSON.map(([what, , path]) => [what, "BAD_USER_INPUT", `${field}${path}`]),
    );
    expect(await stored()).toEqual(before);
  },
);

/** All that was answered as metadata. */
function answered(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "metadata" in value ? [JSON.stringify(value.metadata)] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, inner]) =>
      name === "metadata" ? [] : answered(inner),
    ),
  ];
}
test.each(["sendMessage", "upsertUsers", "ensureConversation"])(
  "A-140: %s keeps what is metadata as it was given",
  async (place) => {
    for (const [what, text] of GOOD_JSON) {
      const { data, errors } = await give(place, text, nodes.there);
      expect([what, errors, answered(data)]).toEqual([
        what,
        undefined,
        [JSON.stringify(JSON.parse(text))],
      ]);
    }
  },
);

test.each([
  ["{ a: { __proto__: 1 } }", "patch.a.__proto__"],
  ["{ a: 1e400 }", "patch.a"],
  ["{ a: [9007199254740993] }", "patch.a.0"],
  ["{ a: VALUE }", "patch.a"],
  ["[1]", "patch"],
  ["3", "patch"],
])("A-140: written into the document, %s is refused as well", async (literal, field) => {
  const query = `mutation { patchMembershipMetadata(conversationId: "${group}", patch: ${literal}) { id } }`;
  const { errors } = await post(nodes.here.url, query, {}, ann.token);
  expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field });
});

test("a document may hold metadata, with variables in it", async () => {
  const query = `mutation ($x: Int, $y: String) { patchMembershipMetadata(conversationId: "${group}", patch: { a: [1, 2.5, true, null, "b", $x], c: { d: $y } }) { metadata } }`;
  const { data, errors } = await post(nodes.here.url, query, { x: 7 }, bob.token);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    patchMembershipMetadata: { metadata: { a: [1, 2.5, true, null, "b", 7], c: {} } },
  });
});

test("a patch is a merge patch of RFC 7386", async () => {
  const kept = { a: "b", list: [1, { x: null }], inner: { c: 1, d: { e: 2 } } };
  const sent = await send(nodes.here, ann, group, { body: "x", metadata: kept });
  const patch = {
    a: null,
    list: [2],
    inner: { c: { new: true }, d: { e: null, f: 3, g: null } },
    h: { i: null },
  };
  const { data } = await patchMessage(as(ann), sent.id, patch);
  expect(data.patchMessageMetadata.metadata).toEqual({
    list: [2],
    inner: { c: { new: true }, d: { f: 3 } },
    h: {},
  });
});

test("what a patch would make too large is refused, and nothing changes", async () => {
  const sent = await send(nodes.here, ann, group, {
    body: "x",
    metadata: { a: "x".repeat(5_000) },
  });
  const answer = await patchMessage(as(ann), sent.id, { b: "x".repeat(5_000) });
  expect(answer.errors?.[0]?.extensions).toMatchObject({
    code: "BAD_USER_INPUT",
    field: "patch",
    limit: 8_192,
  });
  expect(
    codeOf(await patchMessage(as(ann), sent.id, { b: 1 }, { ifRevision: sent.revision })),
  ).toBeUndefined();
});

type Event = ConversationEventsSubscription["conversationEvents"];
const follow = (person: Person, revision?: number) =>
  new Collector<Event>({
    url: nodes.here.url,
    token: person.token,
    document: ConversationEventsDocument,
    variables:
      revision === undefined
        ? { conversationId: group }
        : { conversationId: group, since: [{ conversationId: group, revision }] },
  });
const changesOf = ({ items }: Collector<Event>) =>
  items.flatMap((one) =>
    one.__typename === "MessageChanged"
      ? [[one.change, one.message.metadata, one.revision, one.replayed]]
      : [],
  );

test("a change of a message's metadata is live on the other node, resumes, and is no edit", async () => {
  const sent = await send(nodes.here, ann, group, { body: "order", metadata: { state: "new" } });
  const live = follow(bob);
  await until("live", () => live.items.some((one) => one.__typename === "CaughtUp"));
  const { data } = await patchMessage(as(ann), sent.id, { state: "paid" });
  expect(data.patchMessageMetadata).toMatchObject({
    revision: sent.revision + 1,
    editedAt: null,
    body: "order",
  });
  await patchMessage(shop.headers, sent.id, { state: "shipped", by: "shop" });
  await until("both came", () => changesOf(live).length === 2);
  const last = { state: "shipped", by: "shop" };
  expect(changesOf(live)).toEqual([
    ["METADATA", { state: "paid" }, sent.revision + 1, false],
    ["METADATA", last, sent.revision + 2, false],
  ]);
  const resumed = follow(bob, sent.revision);
  await until("it was replayed", () => resumed.items.some((one) => one.__typename === "CaughtUp"));
  expect(changesOf(resumed)).toEqual([["METADATA", last, sent.revision + 2, true]]);
  const again = await patchMessage(as(ann), sent.id, last);
  expect(again.data.patchMessageMetadata.revision).toBe(sent.revision + 2);
  for (const one of [live, resumed]) one.close();
});

test("whoever has an old revision learns it, and two patches at once are both kept", async () => {
  const sent = await send(nodes.here, ann, group, { body: "x", metadata: {} });
  expect(
    codeOf(await patchMessage(as(ann), sent.id, { a: 1 }, { ifRevision: sent.revision })),
  ).toBeUndefined();
  const late = await patchMessage(
    as(ann),
    sent.id,
    { b: 1 },
    { ifRevision: sent.revision, at: nodes.here },
  );
  expect(late.errors?.[0]?.extensions).toMatchObject({
    code: "REVISION_CONFLICT",
    field: "ifRevision",
  });
  const many = Array.from({ length: 10 }, (_, at) =>
    patchMessage(
      shop.headers,
      sent.id,
      { [`n${at}`]: at },
      { at: at % 2 ? nodes.here : nodes.there },
    ),
  );
  expect((await Promise.all(many)).map(codeOf)).toEqual(many.map(() => undefined));
  const { data } = await patchMessage(as(ann), sent.id, {});
  expect(Object.keys(data.patchMessageMetadata.metadata ?? {}).sort()).toEqual(
    ["a", ...many.map((_, at) => `n${at}`)].sort(),
  );
});

test("its sender and services change the metadata of a message, and nobody else", async () => {
  const { id } = await send(nodes.here, ann, group, { body: "x", metadata: { a: 1 } });
  expect(codeOf(await patchMessage(as(bob), id, { a: 2 }))).toBe("FORBIDDEN");
  expect(codeOf(await patchMessage(as(cid), id, { a: 2 }))).toBe("NOT_FOUND");
  expect(codeOf(await patchMessage(shop.as(bob.id), id, { a: 2 }))).toBe("FORBIDDEN");
  expect(codeOf(await patchMessage(shop.as(ann.id), id, { a: 2 }))).toBeUndefined();
  const reader = await backend(nodes.here, ["CONVERSATIONS_READ", "CONVERSATIONS_WRITE"]);
  expect(codeOf(await patchMessage(reader.headers, id, { a: 3 }))).toBe("FORBIDDEN");
  expect(codeOf(await patchMessage(shop.headers, "f".repeat(24), {}))).toBe("NOT_FOUND");
  const entries = await nodes.rows.collection("messages").find({ kind: "SYSTEM" }).toArray();
  const created = entries[0]?._id.toString() ?? "";
  expect(codeOf(await patchMessage(shop.headers, created, { a: 1 }))).toBe("FORBIDDEN");
});

test("a deleted message has no metadata, and takes none", async () => {
  const { id } = await send(nodes.here, ann, group, { body: "x", metadata: { secret: 1 } });
  const deleted = await ask(nodes.there, as(ann), DeleteMessageDocument, { id });
  expect(deleted.data.deleteMessage.metadata).toBeNull();
  for (const by of [as(ann), shop.headers])
    expect(codeOf(await patchMessage(by, id, { a: 1 }))).toBe("CONFLICT");
});

test("in a direct conversation a block keeps the sender from it, and no service", async () => {
  const { id } = await send(nodes.here, ann, direct, { body: "x", metadata: { a: 1 } });
  const block = (blocked: boolean) =>
    post(nodes.here.url, SetBlockedDocument, { userId: ann.id, blocked }, bob.token);
  await block(true);
  expect(codeOf(await patchMessage(as(ann), id, { a: 2 }))).toBe("BLOCKED");
  expect(codeOf(await patchMessage(shop.headers, id, { a: 2 }))).toBeUndefined();
  await block(false);
});

test("sent again it is the same message, also once its metadata was changed", async () => {
  const input = {
    conversationId: group,
    clientMessageId: randomUUID(),
    body: "x",
    metadata: { a: 1 },
  };
  const again = (changes: object, at = nodes.there) =>
    ask(at, as(ann), SendMessageDocument, { input: { ...input, ...changes } });
  const first = await again({}, nodes.here);
  const { id } = first.data.sendMessage.message;
  expect((await again({})).data.sendMessage.deduplicated).toBe(true);
  for (const metadata of [{ a: 2 }, null, {}])
    expect(codeOf(await again({ metadata }))).toBe("IDEMPOTENCY_KEY_REUSED");
  await patchMessage(shop.headers, id, { a: 5 });
  const { data } = await again({});
  expect(data.sendMessage).toMatchObject({ deduplicated: true, message: { id } });
  await ask(nodes.there, as(ann), EditMessageDocument, { id, body: "y" });
  expect((await again({})).data.sendMessage.deduplicated).toBe(true);
});

test("what others made of it is not for a sender who is gone", async () => {
  const own = await createGroup(nodes.here, ann, [bob]);
  const input = {
    conversationId: own,
    clientMessageId: randomUUID(),
    body: "x",
    metadata: { a: 1 },
  };
  const sendAs = () =>
    post<{ sendMessage: { message: { id: string; metadata: unknown } } }>(
      nodes.there.url,
      "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id metadata } } }",
      { input },
      bob.token,
    );
  const { id } = (await sendAs()).data.sendMessage.message;
  await ask(nodes.here, as(ann), RemoveMemberDocument, { conversationId: own, userId: bob.id });
  await patchMessage(shop.headers, id, { secret: true });
  expect((await sendAs()).data.sendMessage.message.metadata).toEqual({ a: 1 });
});

test("a group's metadata is its owners' and admins' and the services', and all members read it", async () => {
  const own = await createGroup(nodes.here, ann, [bob]);
  const first = await patchConversation(as(ann), own, { order: 7 }, 0);
  expect(first.data.patchConversationMetadata).toMatchObject({
    metadata: { order: 7 },
    metadataRevision: 1,
  });
  expect(codeOf(await patchConversation(as(bob), own, { order: 8 }))).toBe("FORBIDDEN");
  expect(codeOf(await patchConversation(as(cid), own, { order: 8 }))).toBe("NOT_FOUND");
  expect(codeOf(await patchConversation(shop.headers, "f".repeat(24), {}))).toBe("NOT_FOUND");
  await ask(nodes.here, as(ann), SetMemberRoleDocument, {
    conversationId: own,
    userId: bob.id,
    role: "ADMIN",
  });
  expect(codeOf(await patchConversation(as(bob), own, { by: "bob" }, 0))).toBe("REVISION_CONFLICT");
  expect(codeOf(await patchConversation(as(bob), own, { by: "bob" }, 1))).toBeUndefined();
  expect(codeOf(await patchConversation(shop.headers, own, { by: "shop" }))).toBeUndefined();
  const { data } = await post(nodes.here.url, ConversationMetadataDocument, { id: own }, bob.token);
  expect(data.conversation).toMatchObject({
    metadata: { order: 7, by: "shop" },
    metadataRevision: 3,
  });
  expect(codeOf(await patchConversation(as(ann), direct, { a: 1 }))).toBe("FORBIDDEN");
  expect(codeOf(await patchConversation(shop.headers, direct, { a: 1 }))).toBeUndefined();
});

test("patches of both nodes at once are all kept", async () => {
  const own = await createGroup(nodes.here, ann, []);
  const { user } = await upsert({});
  const at = (one: number) => (one % 2 ? nodes.here : nodes.there);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, one) => [
      ask(at(one), shop.headers, PatchConversationMetadataDocument, {
        id: own,
        patch: { [`n${one}`]: one },
      }),
      ask(at(one), as(ann), PatchMembershipMetadataDocument, {
        conversationId: own,
        patch: { [`n${one}`]: one },
      }),
      ask(at(one), shop.headers, PatchUserMetadataDocument, {
        userId: user?.id ?? "",
        patch: { [`n${one}`]: one },
      }),
      ask(at(one), shop.headers, UpsertUsersDocument, {
        users: [
          { externalId: user?.externalId ?? "", name: "Kim", metadata: { [`u${one}`]: one } },
        ],
      }),
    ]).flat(),
  );
  expect(answers.map((answer) => codeOf(answer as never))).toEqual(answers.map(() => undefined));
  const { data } = await post(nodes.here.url, ConversationMetadataDocument, { id: own }, ann.token);
  const found = await post(
    nodes.there.url,
    UserMetadataDocument,
    { id: user?.id ?? "" },
    ann.token,
  );
  expect(Object.keys(data.conversation?.metadata ?? {})).toHaveLength(8);
  expect(Object.keys(data.conversation?.viewerMembership?.metadata ?? {})).toHaveLength(8);
  expect(Object.keys(found.data.user?.metadata ?? {})).toHaveLength(16);
  expect(found.data.user?.metadataRevision).toBe(16);
});

test("a member's own metadata is read by nobody else, and stays when they come back", async () => {
  const own = await createGroup(nodes.here, ann, [bob]);
  const { data } = await patchOwn(bob, own, { draft: "hi" }, 0);
  expect(data.patchMembershipMetadata).toMatchObject({
    metadata: { draft: "hi" },
    metadataRevision: 1,
  });
  expect(codeOf(await patchOwn(bob, own, { draft: "x" }, 0))).toBe("REVISION_CONFLICT");
  expect(codeOf(await patchOwn(cid, own, { a: 1 }))).toBe("NOT_FOUND");
  const seen = await post(nodes.here.url, ConversationMetadataDocument, { id: own }, ann.token);
  expect(seen.data.conversation?.members.nodes.map(({ metadata }) => metadata)).toEqual([
    null,
    null,
  ]);
  await ask(nodes.here, as(bob), LeaveConversationDocument, { id: own });
  expect(codeOf(await patchOwn(bob, own, { a: 1 }))).toBe("NOT_FOUND");
});

test("the app says of a person what all may read, unless a block stands", async () => {
  const { user } = await upsert({ metadata: { tier: "gold", since: 2020, gone: null } });
  expect(user?.metadata).toEqual({ tier: "gold", since: 2020 });
  const id = user?.id ?? "";
  const { externalId } = user ?? {};
  const next = await upsert(
    { ...(externalId && { externalId }), metadata: { since: null, city: "Oslo" } },
    nodes.there,
  );
  expect(next.user).toMatchObject({
    metadata: { tier: "gold", city: "Oslo" },
    metadataRevision: 2,
  });
  const again = await upsert({ ...(externalId && { externalId }), metadata: { city: "Oslo" } });
  expect(again.user?.metadataRevision).toBe(2);
  const patched = await ask(nodes.there, shop.headers, PatchUserMetadataDocument, {
    userId: id,
    patch: { city: null },
    ifRevision: 2,
  });
  expect(patched.data.patchUserMetadata).toMatchObject({
    metadata: { tier: "gold" },
    metadataRevision: 3,
  });
  const late = await ask(nodes.here, shop.headers, PatchUserMetadataDocument, {
    userId: id,
    patch: { x: 1 },
    ifRevision: 2,
  });
  expect(codeOf(late)).toBe("REVISION_CONFLICT");
  const read = async (person: Person) =>
    (await post(nodes.here.url, UserMetadataDocument, { id }, person.token)).data.user?.metadata;
  expect(await read(ann)).toEqual({ tier: "gold" });
  await post(nodes.there.url, SetBlockedDocument, { userId: id, blocked: true }, ann.token);
  expect(await read(ann)).toBeNull();
  expect(await read(bob)).toEqual({ tier: "gold" });
  const none = await upsert({ ...(externalId && { externalId }), metadata: null });
  expect(none.user?.metadata).toBeNull();
  const nobody = await ask(nodes.here, shop.headers, PatchUserMetadataDocument, {
    userId: "f".repeat(24),
    patch: {},
  });
  expect(codeOf(nobody)).toBe("NOT_FOUND");
  const person = await ask(nodes.here, as(ann), PatchUserMetadataDocument, {
    userId: ann.id,
    patch: {},
  });
  expect(codeOf(person)).toBe("FORBIDDEN");
});

test("nothing of it is left of somebody who is erased", async () => {
  const { user } = await upsert({ metadata: { secret: "erased-a" } });
  const dan = await signUp(nodes.here, "Dan");
  const own = await createGroup(nodes.here, ann, [dan]);
  const left = await createGroup(nodes.here, ann, [dan]);
  const withAnn = await openDirect(nodes.here, dan, ann);
  for (const id of [own, left, withAnn]) await patchOwn(dan, id, { secret: "erased-b" });
  await ask(nodes.here, as(dan), LeaveConversationDocument, { id: left });
  await ask(nodes.here, shop.headers, PatchUserMetadataDocument, {
    userId: dan.id,
    patch: { secret: "erased-c" },
  });
  await ask(nodes.there, shop.headers, EraseAppAccountDocument, { userId: user?.id ?? "" });
  await ask(nodes.there, as(dan), DeleteAccountDocument, { password: PASSWORD });
  expect(JSON.stringify(await nodes.rows.all())).not.toMatch(/erased-[abc]/);
  for (const id of [user?.id ?? "", dan.id]) {
    const { data } = await post(nodes.here.url, UserMetadataDocument, { id }, ann.token);
    expect(data.user?.metadata ?? null).toBeNull();
  }
});

test("a conversation of the app's has its metadata from the first call on", async () => {
  const externalId = randomUUID();
  const ensure = (metadata: object | null, kind = "GROUP") =>
    post<{ ensureConversation: { id: string; metadata: unknown; metadataRevision: number } }>(
      nodes.here.url,
      "mutation ($input: EnsureConversationInput!) { ensureConversation(input: $input) { id metadata metadataRevision } }",
      { input: { externalId, kind, name: "Order", members: [{ userId: ann.id }], metadata } },
      undefined,
      shop.headers,
    );
  expect((await ensure({ order: 7, a: { b: 1 } })).data.ensureConversation).toMatchObject({
    metadata: { order: 7, a: { b: 1 } },
    metadataRevision: 1,
  });
  expect((await ensure({ a: { b: null, c: 2 } })).data.ensureConversation).toMatchObject({
    metadata: { order: 7, a: { c: 2 } },
    metadataRevision: 2,
  });
  expect((await ensure(null)).data.ensureConversation).toMatchObject({
    metadata: { order: 7, a: { c: 2 } },
    metadataRevision: 2,
  });
});
