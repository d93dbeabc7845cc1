import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DeleteMessageDocument,
  EditMessageDocument,
  HistoryDocument,
  MessageTypesDocument,
  PatchMessageMetadataDocument,
  RegisterMessageTypeDocument,
  SendMessageDocument,
  type SendMessageInput,
} from "../generated/graphql.js";
import { createGroup } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { ask, backend, rootOf, type Backend } from "../support/services.js";

/** Far above what it takes, and far below what going back again and again would. */
const CPU_MS = 10_000;
type Json = Record<string, unknown>;
const ORDER: Json = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["order", "items"],
  additionalProperties: false,
  properties: {
    order: { type: "integer", minimum: 1 },
    state: { enum: ["new", "shipped"] },
    placedAt: { type: "string", format: "date-time" },
    items: { type: "array", items: { $ref: "#/$defs/item" } },
  },
  $defs: {
    item: {
      type: "object",
      required: ["price"],
      properties: { price: { type: "string", pattern: "^\\d{1,6}\\.\\d\\d$" } },
    },
  },
};

let nodes: NodePair;
let shop: Backend;
let ann: Person;
let bob: Person;
let cid: Person;
let group: string;
beforeAll(async () => {
  nodes = await startNodePair();
  shop = await backend(nodes.here, ["MESSAGES_WRITE", "ACT_AS"]);
  ann = await signUp(nodes.here, "Ann");
  bob = await signUp(nodes.here, "Bob");
  cid = await signUp(nodes.here, "Cid");
  group = await createGroup(nodes.here, ann, [bob]);
}, 120_000);
afterAll(() => nodes.stop());

const as = ({ token }: Person): Record<string, string> => ({ authorization: `Bearer ${token}` });
const register = (
  name: string,
  schema: Json,
  { membersMayPatch = false, by = shop.headers } = {},
) => ask(nodes.here, by, RegisterMessageTypeDocument, { name, schema, membersMayPatch });
const send = (input: Partial<SendMessageInput>, at = nodes.there) =>
  ask(at, as(ann), SendMessageDocument, {
    input: { conversationId: group, clientMessageId: randomUUID(), ...input },
  });
const patch = (by: Record<string, string>, id: string, change: Json, at = nodes.there) =>
  ask(at, by, PatchMessageMetadataDocument, { id, patch: change });
const placeOf = (answer: { errors?: readonly { extensions: object }[] }): object | undefined =>
  answer.errors?.[0]?.extensions;

test("a message of a type has the shape that was registered, on the other node at once", async () => {
  const { data } = await register("shop.order", ORDER);
  expect(data.registerMessageType).toEqual({
    name: "shop.order",
    schema: ORDER,
    membersMayPatch: false,
  });
  const metadata = {
    order: 7,
    state: "new",
    items: [{ price: "9.50" }],
    placedAt: "2026-01-02T03:04:05Z",
  };
  const sent = await send({ type: "shop.order", metadata });
  expect(sent.errors).toBeUndefined();
  const { id } = sent.data.sendMessage.message;
  const read = await post(
    nodes.here.url,
    HistoryDocument,
    { conversationId: group, last: 1 },
    bob.token,
  );
  expect(read.data.conversation?.messages.nodes).toMatchObject([
    { id, type: "shop.order", metadata, body: null },
  ]);
  expect((await patch(as(ann), id, { state: "shipped" })).data.patchMessageMetadata).toMatchObject({
    type: "shop.order",
    metadata: { ...metadata, state: "shipped" },
  });
  const edited = await ask(nodes.there, as(ann), EditMessageDocument, { id, body: "Order 7" });
  expect(edited.data.editMessage).toMatchObject({ body: "Order 7", type: "shop.order" });
  const deleted = await ask(nodes.there, as(ann), DeleteMessageDocument, { id });
  expect(deleted.data.deleteMessage).toMatchObject({ type: null, metadata: null });
});

const good = { order: 7, items: [{ price: "9.50" }] };
test.each<[string, Json | null, string]>([
  ["nothing", null, ".order"],
  ["what is missing", { order: 7 }, ".items"],
  ["another kind of value", { ...good, order: "7" }, ".order"],
  ["a value out of range", { ...good, order: 0 }, ".order"],
  ["another choice", { ...good, state: "lost" }, ".state"],
  ["no time", { ...good, placedAt: "yesterday" }, ".placedAt"],
  [
    "what is not matched",
    { ...good, items: [{ price: "1.00" }, { price: "free" }] },
    ".items.1.price",
  ],
  ["what is missing within", { ...good, items: [{}] }, ".items.0.price"],
  ["what nobody asked for", { ...good, more: 1 }, ".more"],
])("A-141: %s is refused with its path, sent and patched", async (_what, metadata, path) => {
  await register("shop.order", ORDER);
  const refused = await send({ type: "shop.order", metadata });
  expect(placeOf(refused)).toMatchObject({
    code: "BAD_USER_INPUT",
    field: `input.metadata${path}`,
  });
  if (!metadata) return;
  const { data } = await send({ type: "shop.order", metadata: good });
  const missing = metadata["items"] === undefined ? { ...metadata, items: null } : metadata;
  for (const by of [as(ann), shop.headers])
    expect(placeOf(await patch(by, data.sendMessage.message.id, missing))).toMatchObject({
      code: "BAD_USER_INPUT",
      field: `patch${path}`,
    });
});

test("a type that is not registered is refused, and so is what is no name", async () => {
  for (const type of ["shop.unknown", "Shop", "a b", "$ne", "__proto__", "x".repeat(61), "."])
    expect(placeOf(await send({ type, body: "x" }))).toMatchObject({
      code: "BAD_USER_INPUT",
      field: "input.type",
    });
  for (const name of ["", "Shop", "a b", "$ne", "__proto__", "x".repeat(61), "a..b", "a."])
    expect(placeOf(await register(name, {}))).toMatchObject({
      code: "BAD_USER_INPUT",
      field: "name",
    });
  expect(codeOf(await send({ type: "shop.order", body: "x", metadata: good }))).toBeUndefined();
});

test("registered again, a type is what was said last, wherever it is asked for", async () => {
  const schema = (max: number): Json => ({
    type: "object",
    properties: { n: { type: "integer", maximum: max } },
  });
  await register("poll.size", schema(1));
  expect(codeOf(await send({ type: "poll.size", metadata: { n: 2 } }))).toBe("BAD_USER_INPUT");
  const kept = await send({ type: "poll.size", metadata: { n: 1 } }, nodes.here);
  await register("poll.size", schema(2));
  for (const at of [nodes.there, nodes.here])
    expect(codeOf(await send({ type: "poll.size", metadata: { n: 2 } }, at))).toBeUndefined();
  await register("poll.size", schema(0));
  for (const at of [nodes.there, nodes.here])
    expect(codeOf(await send({ type: "poll.size", metadata: { n: 1 } }, at))).toBe(
      "BAD_USER_INPUT",
    );
  const { id } = kept.data.sendMessage.message;
  expect(codeOf(await patch(as(ann), id, { m: 1 }))).toBe("BAD_USER_INPUT");
  expect(codeOf(await patch(as(ann), id, { n: 0 }))).toBeUndefined();
  const { data } = await ask(nodes.there, as(bob), MessageTypesDocument);
  expect(data.messageTypes).toContainEqual({
    name: "poll.size",
    schema: schema(0),
    membersMayPatch: false,
  });
});

test("sent again after its type has changed, a message is the one that was stored", async () => {
  await register("poll.once", { type: "object", properties: { n: { type: "integer" } } });
  const input = { type: "poll.once", metadata: { n: 1 }, clientMessageId: randomUUID() };
  const { id } = (await send(input)).data.sendMessage.message;
  await register("poll.once", { type: "object", properties: { n: { type: "string" } } });
  expect((await send(input)).data.sendMessage).toMatchObject({
    deduplicated: true,
    message: { id },
  });
  expect(codeOf(await send({ ...input, type: null, body: "x" }))).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("where the type says so all members patch, and votes at once are all kept", async () => {
  await register(
    "poll",
    {
      type: "object",
      properties: { votes: { type: "object", additionalProperties: { type: "integer" } } },
    },
    { membersMayPatch: true },
  );
  const { data } = await send({ type: "poll", metadata: { votes: {} } });
  const { id } = data.sendMessage.message;
  const votes = await Promise.all(
    [ann, bob].flatMap((person) =>
      [nodes.here, nodes.there].map((at, n) =>
        patch(as(person), id, { votes: { [`${person.id}-${n}`]: n } }, at),
      ),
    ),
  );
  expect(votes.map(codeOf)).toEqual([undefined, undefined, undefined, undefined]);
  const last = await patch(as(bob), id, {});
  expect(Object.keys(last.data.patchMessageMetadata.metadata?.["votes"] as object)).toHaveLength(4);
  expect(codeOf(await patch(as(cid), id, { votes: { x: 1 } }))).toBe("NOT_FOUND");
  expect(placeOf(await patch(as(bob), id, { votes: { x: "1" } }))).toMatchObject({
    field: "patch.votes.x",
  });
  await register("poll", {}, { membersMayPatch: false });
  expect(codeOf(await patch(as(bob), id, { votes: { x: 1 } }))).toBe("FORBIDDEN");
});

test("services and super admins register types, and nobody else", async () => {
  const root = await rootOf(nodes.here);
  expect(codeOf(await register("by.root", {}, { by: root }))).toBeUndefined();
  expect(codeOf(await register("by.ann", {}, { by: as(ann) }))).toBe("FORBIDDEN");
  expect(codeOf(await register("by.ann", {}, { by: shop.as(ann.id) }))).toBe("FORBIDDEN");
});

const nest = (levels: number): Json =>
  levels === 0 ? { type: "string" } : { not: nest(levels - 1) };
const doubling: Json = Object.fromEntries(
  Array.from({ length: 30 }, (_, at) => [
    `d${at}`,
    at === 29 ? {} : { anyOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
  ]),
);
const pattern = (text: string): Json => ({ type: "string", pattern: text });
test.each<[string, Json, string]>([
  ["a remote reference", { $ref: "https://example.com/schema.json" }, "schema.$ref"],
  [
    "a remote reference within",
    { properties: { a: { $ref: "http://127.0.0.1:1/x" } } },
    "schema.properties.a.$ref",
  ],
  ["a file", { $ref: "file:///etc/passwd" }, "schema.$ref"],
  ["a reference to itself", { $ref: "#" }, "schema.$ref"],
  ["a reference to what is not there", { $ref: "#/$defs/none" }, "schema.$ref"],
  [
    "a circle",
    { $ref: "#/$defs/a", $defs: { a: { properties: { b: { $ref: "#/$defs/a" } } } } },
    "schema.$defs.a.properties.b.$ref",
  ],
  ["a name of its own", { $id: "https://example.com/x" }, "schema.$id"],
  ["a dynamic reference", { $dynamicRef: "#x" }, "schema.$dynamicRef"],
  ["another dialect", { $schema: "http://json-schema.org/draft-04/schema#" }, "schema.$schema"],
  ["an unknown keyword", { properties: { a: { typ: "string" } } }, "schema.properties.a.typ"],
  ["no schema", { properties: { a: 1 } }, "schema.properties.a"],
  ["an unknown type", { type: "text" }, "schema"],
  ["an unknown format", { type: "string", format: "shoe-size" }, "schema"],
  ["a schema that doubles", { $ref: "#/$defs/d0", $defs: doubling }, "schema"],
  ["unique items without an end", { type: "array", uniqueItems: true }, "schema.uniqueItems"],
  [
    "many unique items",
    { type: "array", uniqueItems: true, maxItems: 1_000 },
    "schema.uniqueItems",
  ],
  ["too many levels", nest(16), `schema${".not".repeat(16)}`],
  ["too much", { description: "x".repeat(8_192) }, "schema"],
  [
    "a name that means something",
    { properties: JSON.parse('{"__proto__":{}}') as Json },
    "schema.properties.__proto__",
  ],
  ...[
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "(x+x+)+y",
    "^(.*)*$",
    "^\\d+\\d+$",
    "^(?:(?=a)a+)*$",
    "^((a{1,1000}){1,1000})$",
    "^(\\w+\\s?)*$",
    "a+b",
    "(",
    "\\",
  ].map((text): [string, Json, string] => [
    `the pattern ${text}`,
    { properties: { a: pattern(text) } },
    "schema.properties.a.pattern",
  ]),
  [
    "such a pattern for names",
    { patternProperties: { "^(a+)+$": {} } },
    "schema.patternProperties.^(a+)+$",
  ],
  [
    "such a pattern where nothing refers to it",
    { $defs: { x: pattern("^(a+)+$") } },
    "schema.$defs.x.pattern",
  ],
])("A-142: %s is refused when it is registered", async (_what, schema, field) => {
  const answer = await register("bad.schema", schema);
  expect(placeOf(answer)).toMatchObject({ code: "BAD_USER_INPUT", field });
  const { data } = await ask(nodes.there, as(bob), MessageTypesDocument);
  expect(data.messageTypes.map(({ name }) => name)).not.toContain("bad.schema");
});

test.each([
  "^[a-z0-9]+(-[a-z0-9]+)*$",
  "^#[0-9a-f]{6}$",
  "^\\d{4}-\\d\\d-\\d\\d$",
  "^(0|[1-9]\\d*)(\\.\\d+)?$",
  "^\\p{L}+$",
  "^[A-Z]{3}-\\d{1,10}$",
])("the pattern %s is taken", async (text) => {
  expect(
    codeOf(await register("good.pattern", { properties: { a: pattern(text) } })),
  ).toBeUndefined();
});

test("A-143: the largest value takes little by the largest schema", async () => {
  const alternatives = Array.from({ length: 90 }, (_, at) => ({
    type: "object",
    properties: { [`p${at}`]: { type: "integer" } },
  }));
  const schema = {
    properties: {
      a: {
        type: "array",
        items: { oneOf: [...alternatives, { $ref: "#/$defs/x" }] },
      },
      s: { allOf: Array.from({ length: 15 }, () => pattern("^[a-z0-9]+(-[a-z0-9]+)*$")) },
    },
    $defs: { x: { enum: Array.from({ length: 200 }, (_, at) => at) } },
  };
  expect(codeOf(await register("large.schema", schema))).toBeUndefined();
  for (const metadata of [
    { a: Array.from({ length: 2_600 }, () => 199) },
    { s: `${"a-".repeat(4_000)}!` },
  ]) {
    const began = process.cpuUsage();
    await send({ type: "large.schema", metadata });
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(CPU_MS);
  }
});
