import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MemoryPresenceStore } from "../../src/chat/awareness/presence-store.js";
import {
  LoginDocument,
  PresenceChangedDocument,
  PresenceDocument,
  SetTypingDocument,
  TypingChangedDocument,
  TypingDocument,
  type PresenceChangedSubscription,
  type TypingChangedSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, refusal, send } from "../support/conversations.js";
import { Collector, post, until, type TypedDocument } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let id: string;
const open: { close(): void }[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  id = await openDirect(app, ann, bob);
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await app.stop();
});

function follow<T>(
  token: string,
  document: TypedDocument<Record<string, T>, never> | string,
  variables: Record<string, unknown> = {},
): Collector<T> {
  const collector = new Collector<T>({ url: app.url, token, document, variables });
  open.push(collector);
  return collector;
}

async function secondDevice({ email }: Person): Promise<string> {
  const { data } = await post(app.url, LoginDocument, { input: { email, password: PASSWORD } });
  return data.login.tokens!.accessToken;
}

const type = (token: string, active: boolean) =>
  post(app.url, SetTypingDocument, { conversationId: id, active }, token);
const writers = async (token: string) =>
  (
    await post(app.url, TypingDocument, { conversationId: id }, token)
  ).data.conversation?.typing.map((user) => user.id);

test("typing reaches others and one's own other device, and a message ends it", async () => {
  type Typing = TypingChangedSubscription["typingChanged"];
  const phone = await secondDevice(ann);
  const [bobs, own, phones] = [bob.token, ann.token, phone].map((token) =>
    follow<Typing>(token, TypingChangedDocument.toString()),
  ) as [Collector<Typing>, Collector<Typing>, Collector<Typing>];
  await until("all listen", async () => {
    for (const token of [ann.token, bob.token])
      for (const active of [true, false]) await type(token, active);
    return [bobs, own, phones].every(({ items }) => items.length > 0);
  });
  await until("all quiet", async () => (await writers(phone))?.length === 0);
  const before = phones.items.length;
  await type(ann.token, true);
  await until("shown", () => phones.items.length > before && bobs.items.at(-1)?.active === true);
  expect(bobs.items.at(-1)).toEqual({ conversationId: id, active: true, user: { id: ann.id } });
  expect(await writers(bob.token)).toEqual([ann.id]);
  expect(await writers(ann.token)).toEqual([]);
  await send(app, ann, id, "written");
  await until("over", () => bobs.items.at(-1)?.active === false);
  expect(await writers(bob.token)).toEqual([]);
  expect(own.items.filter(({ user }) => user.id === ann.id)).toEqual([]);
});

test("typing that is not repeated ends by itself after 6 seconds", async () => {
  type Typing = TypingChangedSubscription["typingChanged"];
  const bobs = follow<Typing>(bob.token, TypingChangedDocument.toString(), { conversationId: id });
  await until("shown", async () => {
    await type(ann.token, true);
    return bobs.items.length > 0;
  });
  const since = runningClock();
  await until("over", () => bobs.items.at(-1)?.active === false);
  expect(runningClock() - since).toBeLessThan(7_500);
});

test("typing is for members", async () => {
  const eve = await signUp(app, "Eve");
  expect(await refusal(app, eve, SetTypingDocument, { conversationId: id, active: true })).toBe(
    "NOT_FOUND",
  );
  const refused = follow(eve.token, TypingChangedDocument.toString(), { conversationId: id });
  await until("refused", () => refused.errors.length > 0);
});

test("a person is online while any of their devices is, and was last seen when the last one went", async () => {
  type Change = PresenceChangedSubscription["presenceChanged"];
  const watched = follow<Change>(bob.token, PresenceChangedDocument.toString(), {
    userIds: [ann.id],
  });
  const presence = async () => {
    const { nodes } = await ask(app, bob, PresenceDocument, { ids: [ann.id] });
    return nodes[0]?.__typename === "User" ? nodes[0].presence : null;
  };
  for (const collector of open.splice(0, open.length)) if (collector !== watched) collector.close();
  await until("offline", async () => (await presence())?.status === "OFFLINE");
  const [one, two] = [ann.token, await secondDevice(ann)].map((token) =>
    follow(token, TypingChangedDocument.toString()),
  );
  await until("online", () => watched.items.at(-1)?.presence.status === "ONLINE");
  expect(await presence()).toEqual({ status: "ONLINE", lastSeenAt: null });
  await until("both are open", async () => {
    await type(bob.token, true);
    await type(bob.token, false);
    return one!.items.length > 0 && two!.items.length > 0;
  });
  one!.close();
  await send(app, bob, id, "still there?");
  expect(await presence()).toEqual({ status: "ONLINE", lastSeenAt: null });
  two!.close();
  await until("offline", () => watched.items.at(-1)?.presence.status === "OFFLINE");
  const seen = watched.items.at(-1)?.presence.lastSeenAt;
  expect(Date.now() - Date.parse(seen as string)).toBeLessThan(60_000);
  watched.close();
});

test("a lease that nobody renews ends, as when its process was killed", async () => {
  let now = 0;
  const store = new MemoryPresenceStore(() => now);
  const lease = { userId: "u", activeAt: 0 };
  await store.renew([
    { ...lease, leaseId: "killed", until: 45_000 },
    { ...lease, leaseId: "alive", until: 60_000 },
  ]);
  now = 45_000;
  expect([...(await store.read(["u"])).values()][0]).toMatchObject([{ leaseId: "alive" }]);
  now = 60_000;
  expect((await store.read(["u"])).size).toBe(0);
});
