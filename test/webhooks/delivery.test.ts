import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CreateWebhookDocument,
  EnsureConversationDocument,
  UpsertUsersDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  type ServerEventType,
  WebhooksDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask as askAs, createGroup, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";
import { WebhookEndpoint } from "../support/webhook-endpoint.js";

const ALL: ServerEventType[] = [
  "MESSAGE_CREATED",
  "MESSAGE_EDITED",
  "MESSAGE_DELETED",
  "CONVERSATION_CREATED",
];

let app: TestApp;
let shop: Backend;
let ada: Person;
let bob: Person;
const endpoints: WebhookEndpoint[] = [];

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: "on" } });
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
});
afterAll(async () => {
  await app.stop();
  await Promise.all(endpoints.map((endpoint) => endpoint.stop()));
});

async function endpoint(types: ServerEventType[] = ALL): Promise<WebhookEndpoint> {
  const made = await WebhookEndpoint.start();
  endpoints.push(made);
  const { data } = await ask(app, shop.headers, CreateWebhookDocument, { url: made.url, types });
  made.secret = data.createWebhook.secret;
  return made;
}

test("an endpoint is told of what happens, in order, signed after Standard Webhooks", async () => {
  const told = await endpoint();
  const group = await createGroup(app, ada, [bob], "Lunch");
  const first = await send(app, ada, group, "one");
  await send(app, bob, group, { body: "two", metadata: { order: 7 } });
  await until("three came", () => told.revisionsOf(group).length === 3);
  await askAs(app, ada, EditMessageDocument, { id: first.id, body: "uno" });
  await until("four came", () => told.revisionsOf(group).length === 4);
  await askAs(app, ada, DeleteMessageDocument, { id: first.id });
  await until("five came", () => told.revisionsOf(group).length === 5);
  expect(told.once.map(({ type, data }) => [type, data.seq, data.body])).toEqual([
    ["conversation.created", 1, "Lunch"],
    ["message.created", 2, "one"],
    ["message.created", 3, "two"],
    ["message.edited", 2, "uno"],
    ["message.deleted", 2, null],
  ]);
  expect(told.once.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((at) => `${group}.${at}`));
  expect(told.once[2]?.data).toMatchObject({ senderId: bob.id, metadata: { order: 7 } });
  expect(told.forged).toEqual([]);
});

test("whom an app knows by ids of its own is named by them, and so is the conversation", async () => {
  const app2 = await backend(app, ["USERS_WRITE", "CONVERSATIONS_WRITE", "ACT_AS"]);
  const told = await endpoint();
  const [buyer, order] = [`buyer ${randomUUID()}`, `order ${randomUUID()}`];
  const users = [{ externalId: buyer, name: "A buyer" }];
  const brought = await ask(app, app2.headers, UpsertUsersDocument, { users });
  const buyerId = brought.data.upsertUsers[0]?.user.id ?? "";
  const input = { externalId: order, kind: "GROUP" as const, name: "Order" };
  const members = [{ externalId: buyer }, { userId: ada.id }];
  const made = await ask(app, app2.headers, EnsureConversationDocument, {
    input: { ...input, members },
  });
  const { id } = made.data.ensureConversation;
  await send(app, ada, id, { body: "For you", mentionIds: [buyerId] });
  await until("it came", () => told.once.some(({ data }) => data.body === "For you"));
  const event = told.once.find(({ data }) => data.body === "For you");
  expect(event?.data["externalIds"]).toEqual({ [buyerId]: buyer, [id]: order });
});

test("a dead endpoint has everything afterwards, and holds up nobody", async () => {
  const dead = await endpoint(["MESSAGE_CREATED"]);
  const live = await endpoint(["MESSAGE_CREATED"]);
  dead.behave = (response) => response.writeHead(503).end();
  const group = await createGroup(app, ada, [bob]);
  for (let at = 1; at <= 20; at += 1) await send(app, ada, group, `message ${at}`);
  await until("the other has all", () => live.once.length === 20);
  await until("it is seen to fail", async () => {
    const { data } = await ask(app, shop.headers, WebhooksDocument);
    const shown = data.webhooks.find(({ url }) => url === dead.url);
    return shown?.state === "FAILING" && shown.lastError === "HTTP 503" && shown.undelivered >= 20;
  });
  dead.behave = null;
  await until("it has all", () => dead.once.length === 20);
  const expected = Array.from({ length: 20 }, (_, at) => `message ${at + 1}`);
  expect(dead.taken.map(({ data }) => data.body)).toEqual(expected);
  expect(live.taken.map(({ data }) => data.body)).toEqual(expected);
});
