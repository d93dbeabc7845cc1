import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  buildSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
} from "graphql";
import {
  ConversationEventsDocument,
  DeleteAccountDocument,
  MessageReceivedDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  SetPinnedDocument,
  SetReactionDocument,
  UpdateMembershipDocument,
  ViewerEventsDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, post, until, type GraphqlResult } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { ELSEWHERE, ROOTS, ROUTES, VALUES, VIEWER_EVENTS } from "./erased-routes.js";

const schema = buildSchema(
  readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"),
);
const objects = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
);
const isRoot = ({ name }: GraphQLObjectType): boolean =>
  ["Query", "Mutation", "Subscription"].includes(name);
const losable = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields()).filter(
    (field) => isNonNullType(field.type) && !isLeafType(getNamedType(field.type)),
  );

let app: TestApp;
let bob: Person;
const ids = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  const erased = await signUp(app, "Erased");
  bob = await signUp(app, "Bob");
  const direct = await openDirect(app, erased, bob);
  const group = await createGroup(app, erased, [bob]);
  const file = await upload(app, erased, { bytes: await picture("png"), name: "a.png" });
  const mentionIds = [erased.id, bob.id];
  const message = await send(app, erased, group, {
    body: "hi",
    attachmentIds: [file.id],
    mentionIds,
  });
  const own = await send(app, bob, direct, "here");
  const answer = await send(app, bob, group, { body: "ho", replyToId: message.id, mentionIds });
  for (const [person, { id: messageId }] of [
    [erased, answer],
    [erased, message],
    [bob, message],
  ] as const)
    await ask(app, person, SetReactionDocument, { messageId, emoji: "👍", active: true });
  await ask(app, erased, SetPinnedDocument, { messageId: message.id, pinned: true });
  await ask(app, bob, SendContactRequestDocument, { userId: erased.id });
  await ask(app, bob, SetBlockedDocument, { userId: erased.id, blocked: true });
  await ask(app, bob, SetBlockedDocument, { userId: erased.id, blocked: false });
  const other = await signUp(app, "Other");
  const second = await openDirect(app, bob, other);
  const archived = { conversationId: second, input: { archived: true } };
  await ask(app, bob, UpdateMembershipDocument, archived);
  for (const person of [erased, other])
    await ask(app, person, DeleteAccountDocument, { password: PASSWORD });
  for (const [name, id] of Object.entries({ erased: erased.id, direct, group })) ids.set(name, id);
  for (const [name, { id }] of Object.entries({ message, own, answer })) ids.set(name, id);
});
afterAll(() => app.stop());

const filled = (text: string): string =>
  text.replace(/%(\w+)/g, (_, name: string) =>
    name === "uuid" ? randomUUID() : (ids.get(name) ?? `no ${name}`),
  );
const asBob = (text: string): Promise<GraphqlResult<Record<string, unknown>>> =>
  post(app.url, filled(text), {}, bob.token);

/** The field with all that can be selected of it without arguments. */
function selectionOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: 0`);
  const object = getNamedType(type);
  const leaves = isObjectType(object)
    ? Object.values(object.getFields()).filter((field) => isLeafType(getNamedType(field.type)))
    : [];
  const inner = ["__typename", ...leaves.map((leaf) => leaf.name)].join(" ");
  return `${name}${given.length > 0 ? `(${given.join(", ")})` : ""} { ${inner} }`;
}

test("every type has a route to it, or holds nothing that could be lost", () => {
  const fixed = [...VALUES, ...VIEWER_EVENTS, "SendMessageResult", "MessageChanged"];
  fixed.push("ContactChanged", "UserChanged");
  const known = [...Object.keys(ROUTES), ...fixed, "PresenceChanged", "TypingChanged"];
  const there = objects.filter((type) => !isRoot(type)).map(({ name }) => name);
  expect(there.sort()).toEqual(known.sort());
});

const walked = objects.flatMap((type) =>
  losable(type).flatMap((field) =>
    (ROUTES[type.name] ?? []).map((route) => [`${type.name}.${field.name}`, route, field] as const),
  ),
);
test.each(walked)("%s is answered by %s", async (_name, route, field) => {
  const { data, errors } = await asBob(`{ ${route.replace("@", selectionOf(field))} }`);
  expect(errors).toBeUndefined();
  expect(Object.values(data)[0]).not.toBeNull();
});

const roots = objects
  .filter((type) => isRoot(type) && type.name !== "Subscription")
  .flatMap((type) => losable(type).map((field) => `${type.name}.${field.name}`))
  .filter((name) => !ELSEWHERE.includes(name));
test.each(roots)("%s answers for what was erased", async (name) => {
  const [text, answer] = ROOTS[name] ?? ["", "no row"];
  const kind = name.startsWith("Query") ? "query" : "mutation";
  const { data, errors } = await asBob(`${kind} { ${text} }`);
  expect(errors?.[0]?.extensions.code ?? "ok").toBe(answer);
  if (answer === "ok") expect(Object.values(data)[0]).not.toBeNull();
});

test("a replay of what an erased account wrote and did has no error", async () => {
  const conversationId = ids.get("group") ?? "";
  const since = { seq: [{ conversationId, seq: 0 }], revision: [{ conversationId, revision: 0 }] };
  const asked = { url: app.url, token: bob.token };
  const seqs = new Collector({
    ...asked,
    document: MessageReceivedDocument,
    variables: { since: since.seq },
  });
  const revisions = new Collector({
    ...asked,
    document: ConversationEventsDocument,
    variables: { since: since.revision },
  });
  const own = new Collector({ ...asked, document: ViewerEventsDocument, variables: { since: 0 } });
  for (const { items, errors } of [seqs, revisions, own]) {
    await until("the replay came", () => items.length >= 4 || errors.length > 0);
    expect(errors).toEqual([]);
  }
  for (const one of [seqs, revisions, own]) one.close();
});
