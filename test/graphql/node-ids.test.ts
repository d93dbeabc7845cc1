import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSchema, isInterfaceType, isObjectType } from "graphql";
import { Types } from "mongoose";
import { CreateWebhookDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { ask as askAs, backend, rootOf } from "../support/services.js";
import { upload } from "../support/upload.js";

const schema = buildSchema(
  readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"),
);
const node = schema.getType("Node");
const nodeTypes = isInterfaceType(node) ? schema.getImplementations(node).objects : [];
/** What only a super admin finds. */
const OF_SUPER_ADMINS = ["ServiceKey", "Webhook"];
const ownTypes = nodeTypes.map(({ name }) => name).filter((one) => !OF_SUPER_ADMINS.includes(one));
/** Where the viewer meets an object of each type, as a path to its id. */
const ROUTES: Readonly<Record<string, string>> = {
  Viewer: "viewer id",
  User: "viewer user id",
  Session: "viewer sessions id",
  Passkey: "viewer passkeys id",
  PushTarget: "viewer pushTargets id",
  Conversation: "viewer conversations nodes id",
  Membership: "viewer conversations nodes viewerMembership id",
  Message: "viewer conversations nodes lastMessage id",
  Attachment: "viewer conversations nodes lastMessage attachments id",
};

let app: TestApp;
let ann: Person;
let bob: Person;
const ids = new Map<string, string>();
beforeAll(async () => {
  app = await startApp();
  [ann, bob] = await Promise.all([signUp(app, "Ann"), signUp(app, "Bob")]);
  const file = await upload(app, ann, { bytes: Buffer.from("notes"), name: "a.txt" });
  const conversationId = await openDirect(app, ann, bob);
  await send(app, ann, conversationId, { body: "hi", attachmentIds: [file.id] });
  const rows = await Rows.of(app);
  // Its owner is what matters here, not the authenticator.
  await rows.collection("passkeys").insertOne({
    ...{ userId: new Types.ObjectId(ann.id), credentialId: "c", publicKey: "k", counter: 0 },
    ...{ transports: [], backedUp: false, name: "Key", createdAt: new Date(), lastUsedAt: null },
  });
  await rows.collection("push_targets").insertOne({
    ...{ userId: new Types.ObjectId(ann.id), kind: "WEB", payload: "FULL", addressHash: "h" },
    ...{ address: "sealed", createdAt: new Date() },
    sessionId: new Types.ObjectId(await idAt("viewer sessions id", ann)),
  });
  await rows.close();
  for (const [type, route] of Object.entries(ROUTES)) ids.set(type, await idAt(route, ann));
});
afterAll(() => app.stop());

async function idAt(route: string, by: Person): Promise<string> {
  const path = route.split(" ");
  const query = `{ ${path.join(" { ")} ${"}".repeat(path.length)}`;
  const { data, errors } = await post(app.url, query, {}, by.token);
  if (errors) throw new Error(JSON.stringify(errors));
  let value: unknown = data;
  for (const name of path) {
    value = (value as Record<string, unknown>)[name];
    if (Array.isArray(value)) [value] = value as unknown[];
  }
  return value as string;
}
const find = async (id: string, by: Person) => {
  const query = "query ($id: ID!) { node(id: $id) { __typename id } }";
  return (await post<{ node: unknown }>(app.url, query, { id }, by.token)).data.node;
};

test("whatever has an id is a Node", () => {
  const named = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.getFields()["id"],
  );
  expect(named.map(({ name }) => name).sort()).toEqual(nodeTypes.map(({ name }) => name).sort());
});

test.each(ownTypes)("the id of a %s leads back to it", async (type) => {
  const id = ids.get(type) ?? "";
  expect(await find(id, ann)).toEqual({ __typename: type, id });
  const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
  const { data } = await post(app.url, query, { ids: [...ids.values(), id] }, ann.token);
  const all = [...ids].map(([__typename, one]) => ({ __typename, id: one }));
  expect(data["nodes"]).toEqual([...all, { __typename: type, id }]);
});

test("no two objects have the same id, whatever their types", () => {
  expect(new Set(ids.values()).size).toBe(ownTypes.length);
});

test.each(OF_SUPER_ADMINS)("the id of a %s leads a super admin to it alone", async (__typename) => {
  const key = await backend(app, ["WEBHOOKS_WRITE"]);
  const hook = { url: "https://shop.example.com/events", types: ["MESSAGE_CREATED" as const] };
  const made = await askAs(app, key.headers, CreateWebhookDocument, hook);
  const { id } = __typename === "Webhook" ? made.data.createWebhook.webhook : key;
  const query = "query ($id: ID!) { node(id: $id) { __typename id } }";
  const { data } = await askAs(app, await rootOf(app), query, { id });
  expect(data).toEqual({ node: { __typename, id } });
  expect(await find(id, ann)).toBeNull();
  expect([...ids.values()]).not.toContain(id);
});

test.each(["Viewer", "Session", "Passkey", "PushTarget"])(
  "the id of a %s leads nobody else to it",
  async (type) => {
    expect(await find(ids.get(type) ?? "", bob)).toBeNull();
  },
);

test("an id of one type does not become one of another by what stands before it", async () => {
  for (const [type, id] of ids)
    if (type !== "User") expect(await find(`viewer-${id}`, ann)).toBeNull();
});

test("the id of a viewer names the user wherever one is asked for", async () => {
  const id = await idAt("viewer id", bob);
  const open = `mutation { openDirectConversation(userId: "${id}") { peer { user { id } } } }`;
  const { data } = await post(app.url, open, {}, ann.token);
  expect(data).toMatchObject({ openDirectConversation: { peer: { user: { id: bob.id } } } });
  const other = `mutation { openDirectConversation(userId: "viewer-${ids.get("Message")}") { id } }`;
  expect(codeOf(await post(app.url, other, {}, ann.token))).toBe("NOT_FOUND");
});
