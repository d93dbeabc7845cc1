import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  PushInfoDocument,
  RegisterPushTargetDocument,
  RemovePushTargetDocument,
  UnreadConversationsDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { WebPushService } from "../support/web-push-service.js";
import { browserOf, PUSH, targetsOf } from "./devices.js";

let app: TestApp;
let service: WebPushService;
beforeAll(async () => {
  [app, service] = await Promise.all([startApp({ env: PUSH }), WebPushService.start()]);
});
afterAll(async () => {
  await app.stop();
  await service.stop();
});

async function people(...names: string[]): Promise<Person[]> {
  return signUpAll(app, names.length > 0 ? names : ["Ada", "Bob"]);
}

test("a browser is told who writes what, signed and sealed for it alone", async () => {
  const [ada, bob] = (await people()) as [Person, Person];
  const phone = await browserOf(app, service, bob);
  const chat = await openDirect(app, ada, bob);
  const message = await send(app, ada, chat, "hello there");
  await until("it is told", () => phone.taken.length === 1);
  expect(phone.taken[0]?.data).toEqual({
    ...{ type: "message.created", conversationId: chat, messageId: message.id, seq: message.seq },
    ...{ badge: 1, title: "Ada", body: "hello there" },
  });
  expect(phone.taken[0]?.headers["topic"]).toBe(chat);
  expect(service.forged).toEqual([]);
});

test("in a group its name stands above, and the badge counts conversations with something unread", async () => {
  const [ada, bob, eve] = (await people("Ada", "Bob", "Eve")) as [Person, Person, Person];
  const phone = await browserOf(app, service, bob);
  const group = await createGroup(app, ada, [bob, eve], "Lunch");
  await send(app, eve, group, "pizza");
  await until("it is told", () => phone.taken.length === 1);
  expect(phone.taken[0]?.data).toMatchObject({ title: "Lunch", body: "Eve: pizza", badge: 1 });
  await send(app, eve, await openDirect(app, eve, bob), "psst");
  await until("of both", () => phone.taken.length === 2);
  const { viewer } = await ask(app, bob, UnreadConversationsDocument);
  expect(phone.taken[1]?.data.badge).toBe(viewer?.unreadConversationCount);
  expect(phone.taken[1]?.data.badge).toBe(2);
});

test("nothing is told to whoever wrote it", async () => {
  const [ada, bob] = (await people()) as [Person, Person];
  const [own, other] = [await browserOf(app, service, ada), await browserOf(app, service, bob)];
  await send(app, ada, await openDirect(app, ada, bob), "hello");
  await until("the other is told", () => other.taken.length === 1);
  expect(own.came).toEqual([]);
});

test("ids alone, where its owner or the operator wants no more", async () => {
  const [ada, bob] = (await people()) as [Person, Person];
  const phone = await browserOf(app, service, bob, "IDS_ONLY");
  const chat = await openDirect(app, ada, bob);
  const { id: messageId, seq } = await send(app, ada, chat, "secret");
  await until("it is told", () => phone.taken.length === 1);
  const ids = { type: "message.created", conversationId: chat, messageId, seq, badge: 1 };
  expect(phone.taken[0]?.data).toEqual(ids);
  const careful = await startApp({ env: { ...PUSH, PUSH_PAYLOAD: "ids" } });
  try {
    const [ann, ben] = (await signUpAll(careful, ["Ann", "Ben"])) as [Person, Person];
    const asked = await browserOf(careful, service, ben, "FULL");
    expect(await targetsOf(careful, ben)).toMatchObject([{ payload: "IDS_ONLY" }]);
    await send(careful, ann, await openDirect(careful, ann, ben), "secret");
    await until("it is told", () => asked.taken.length === 1);
    expect(Object.keys(asked.taken[0]?.data ?? {})).toEqual(Object.keys(ids));
  } finally {
    await careful.stop();
  }
});

test("a session has one target of each kind, which is listed and removed", async () => {
  const [ada, bob] = (await people()) as [Person, Person];
  const before = await browserOf(app, service, bob);
  const phone = await browserOf(app, service, bob);
  expect(phone.targetId).toBe(before.targetId);
  const wanted = { id: phone.targetId, kind: "WEB", payload: "FULL" };
  expect(await targetsOf(app, bob)).toMatchObject([wanted]);
  expect(await refusal(app, ada, RemovePushTargetDocument, { id: phone.targetId })).toBe(
    "NOT_FOUND",
  );
  const chat = await openDirect(app, ada, bob);
  await send(app, ada, chat, "one");
  await until("the newer is told", () => phone.taken.length === 1);
  await ask(app, bob, RemovePushTargetDocument, { id: phone.targetId });
  expect(await targetsOf(app, bob)).toEqual([]);
  expect(before.came).toEqual([]);
});

test("a server says what it offers, and refuses what it does not", async () => {
  const [ada] = (await people("Ada")) as [Person];
  const { serverInfo } = await ask(app, ada, PushInfoDocument);
  expect(serverInfo.push.kinds).toEqual(["WEB"]);
  expect(Buffer.from(serverInfo.push.vapidPublicKey ?? "", "base64url")).toHaveLength(65);
  const token = "a".repeat(64);
  const wanted = { kind: "APNS" as const, token };
  expect(await refusal(app, ada, RegisterPushTargetDocument, wanted)).toBe("SERVICE_UNAVAILABLE");
});
