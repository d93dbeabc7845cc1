import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DeleteMessageDocument,
  MarkDeliveredDocument,
  MarkReadDocument,
  SetBlockedDocument,
  UpdateMembershipDocument,
  type MembershipInput,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { Peer } from "../support/peer.js";
import { Rows } from "../support/rows.js";
import { WebPushService } from "../support/web-push-service.js";
import { browserOf, PUSH, type Device } from "./devices.js";

let app: TestApp;
let patient: TestApp;
let service: WebPushService;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({ env: PUSH });
  patient = await startApp({ env: { ...PUSH, PUSH_GRACE_SECONDS: "3" }, nodes: 1 });
  service = await WebPushService.start();
  rows = await Rows.of(patient);
});
afterAll(async () => {
  await rows.close();
  await Promise.all([app.stop(), patient.stop()]);
  await service.stop();
});

interface Scene {
  readonly ada: Person;
  readonly bob: Person;
  readonly chat: string;
  readonly phone: Device;
}

async function scene(on: TestApp = app): Promise<Scene> {
  const [ada, bob] = (await signUpAll(on, ["Ada", "Bob"])) as [Person, Person];
  const phone = await browserOf(on, service, bob);
  return { ada, bob, chat: await createGroup(on, ada, [bob], "Lunch"), phone };
}

/** Comes where everything before it has been decided. */
async function last(on: TestApp, { ada, bob, phone }: Scene): Promise<void> {
  await send(on, ada, await openDirect(on, ada, bob), "last");
  await until("the last is told", () => phone.bodies.includes("last"));
}

test.each<[string, MembershipInput]>([
  ["muted until later", { mutedUntil: new Date(Date.now() + 3_600_000).toISOString() }],
  ["that is to notify of nothing", { notify: "NONE" }],
  ["that is archived", { archived: true }],
])("a conversation %s tells nothing", async (_, input) => {
  const all = await scene();
  await ask(app, all.bob, UpdateMembershipDocument, { conversationId: all.chat, input });
  await passed(await Rows.of(app), all, await send(app, all.ada, all.chat, "hello"));
  await last(app, all);
  expect(all.phone.bodies).toEqual(["last"]);
});

test("with MENTIONS only what names its member is told", async () => {
  const all = await scene();
  const input: MembershipInput = { notify: "MENTIONS" };
  await ask(app, all.bob, UpdateMembershipDocument, { conversationId: all.chat, input });
  await send(app, all.ada, all.chat, "to all");
  await send(app, all.ada, all.chat, { body: "@Bob look", mentionIds: [all.bob.id] });
  await until("it is told", () => all.phone.taken.length > 0);
  await last(app, all);
  expect(all.phone.bodies).toEqual(["Ada: @Bob look", "last"]);
});

test("who is blocked tells nothing in a group either", async () => {
  const all = await scene();
  const [eve] = (await signUpAll(app, ["Eve"])) as [Person];
  const group = await createGroup(app, all.ada, [all.bob, eve], "Three");
  await ask(app, all.bob, SetBlockedDocument, { userId: eve.id, blocked: true });
  await send(app, eve, group, "hello");
  await last(app, all);
  expect(all.phone.bodies).toEqual(["last"]);
});

test("whoever is not connected is told at once, and each message once", async () => {
  const all = await scene(patient);
  for (const body of ["one", "two", "three"]) {
    await send(patient, all.ada, all.chat, body);
    await until(`${body} is told`, () => all.phone.bodies.at(-1) === `Ada: ${body}`);
  }
  expect(all.phone.came).toHaveLength(3);
});

test("what was read elsewhere within the grace is not told", async () => {
  const all = await scene(patient);
  const page = await new Peer(patient).acknowledged(all.bob.token);
  const { seq } = await send(patient, all.ada, all.chat, "hello");
  await until("it waits", () => isKnown(all, seq));
  await ask(patient, all.bob, MarkReadDocument, { conversationId: all.chat, seq });
  page.socket.terminate();
  await until("it was decided", () => settled(all, seq));
  expect(all.phone.came).toEqual([]);
});

test("whoever does something elsewhere within the grace is not told, and whoever does nothing is", async () => {
  const all = await scene(patient);
  const page = await new Peer(patient).acknowledged(all.bob.token);
  const { seq } = await send(patient, all.ada, all.chat, "hello");
  await ask(patient, all.bob, UpdateMembershipDocument, {
    ...{ conversationId: all.chat, input: { pinned: true } },
  });
  await until("it was decided", () => settled(all, seq));
  expect(all.phone.came).toEqual([]);
  const next = await send(patient, all.ada, all.chat, "still there?");
  const arrived = { conversationId: all.chat, seq: next.seq };
  await ask(patient, all.bob, MarkDeliveredDocument, arrived);
  await until("it is told", () => all.phone.bodies.includes("Ada: still there?"));
  page.socket.terminate();
});

test("what comes in a row within the grace is one notification, of the newest", async () => {
  const all = await scene(patient);
  const page = await new Peer(patient).acknowledged(all.bob.token);
  for (const body of ["one", "two", "three"]) await send(patient, all.ada, all.chat, body);
  await until("it is told", () => all.phone.taken.length > 0);
  page.socket.terminate();
  expect(all.phone.bodies).toEqual(["Ada: three"]);
  expect(all.phone.taken[0]?.headers["topic"]).toBe(all.chat);
});

test("what is deleted is taken back where it is shown, and nowhere else", async () => {
  const all = await scene();
  const first = await send(app, all.ada, all.chat, "one");
  await until("it is told", () => all.phone.taken.length === 1);
  const second = await send(app, all.ada, all.chat, "two");
  await until("it is told", () => all.phone.taken.length === 2);
  await ask(app, all.ada, DeleteMessageDocument, { id: first.id });
  await ask(app, all.ada, DeleteMessageDocument, { id: second.id });
  await until("it is taken back", () => all.phone.taken.length === 3);
  expect(all.phone.taken[2]?.data).toEqual({
    ...{ type: "message.deleted", conversationId: all.chat, messageId: second.id },
    ...{ seq: second.seq, badge: 0 },
  });
  await last(app, all);
  expect(all.phone.came).toHaveLength(4);
});

test("what is deleted within the grace is not told", async () => {
  const all = await scene(patient);
  const page = await new Peer(patient).acknowledged(all.bob.token);
  const { id, seq } = await send(patient, all.ada, all.chat, "oh no");
  await until("it waits", () => isKnown(all, seq));
  await ask(patient, all.ada, DeleteMessageDocument, { id });
  await until("it was decided", () => settled(all, seq));
  page.socket.terminate();
  expect(all.phone.came).toEqual([]);
});

/** The follower has been there, and what it wrote down for the device is decided. */
async function passed(on: Rows, { phone, chat }: Scene, sent: { revision: number }): Promise<void> {
  const position = { _id: `push:all/${chat}` } as object;
  await until("the follower was there", async () => {
    const row = await on.collection("follower_positions").findOne(position);
    return row?.["dueAt"] === null && row["revision"] >= sent.revision;
  });
  const waiting = { _id: `${phone.targetId}/${chat}`, dueAt: { $ne: null } } as object;
  await until("it was decided", async () => !(await on.collection("pushes").findOne(waiting)));
  await on.close();
}

const rowOf = ({ phone, chat }: Scene) =>
  rows.collection("pushes").findOne({ _id: `${phone.targetId}/${chat}` } as object);

async function isKnown(all: Scene, seq: number): Promise<boolean> {
  return (await rowOf(all))?.["seq"] === seq;
}

async function settled(all: Scene, seq: number): Promise<boolean> {
  const row = await rowOf(all);
  return row?.["dueAt"] === null && row["settledSeq"] >= seq;
}
