import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createApp } from "../../src/app.js";
import {
  DeleteMessageDocument,
  EditMessageDocument,
  SendMessageDocument,
  SetReactionDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, post, until } from "../support/graphql.js";
import { brokenLogs } from "../support/log-invariants.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { importFrom } from "./line-folder.js";

let from: TestApp;
let to: TestApp;
let folder: string;
beforeEach(async () => {
  [from, to] = [await startApp(), await startApp()];
  folder = await mkdtemp(join(tmpdir(), "confab-export-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await from.stop();
  await to.stop();
});

const takeOut = (
  name: string,
  scope: Parameters<ReturnType<typeof createApp>["exportLines"]>[0]["scope"] = { kind: "all" },
) =>
  createApp(from.config).exportLines({
    ...{ scope, folder: join(folder, name) },
    onProgress: () => undefined,
  });

interface Change {
  readonly __typename: string;
  readonly conversationId: string;
  readonly revision: number;
  readonly message?: { readonly id: string; readonly seq: number; readonly body: string | null };
}

const EVENTS = `subscription($since: [RevisionPosition!]) { conversationEvents(since: $since) {
  __typename
  ... on MessageChanged { change conversationId revision message { id seq body } }
  ... on ResyncRequired { conversationId revision }
} }`;

function follow(app: TestApp, person: Person, since?: object[]): Collector<Change> {
  const { url } = app;
  const variables = since ? { since } : {};
  return new Collector<Change>({ url, token: person.token, document: EVENTS, variables });
}

const caughtUp = ({ items }: Collector<Change>): boolean =>
  items.some(({ __typename }) => __typename === "CaughtUp");

const changesOf = ({ items }: Collector<Change>): Change[] =>
  items.filter(({ __typename }) => __typename === "MessageChanged");

/** But for when it was last changed: that is for the others of a server whose node has died. */
async function rowsOf(app: TestApp, ...names: string[]) {
  const rows = await Rows.of(app);
  const projection = { changedAt: 0 };
  try {
    const found = names.map((name) =>
      rows.collection(name).find({}, { projection }).sort({ _id: 1 }).toArray(),
    );
    return await Promise.all(found);
  } finally {
    await rows.close();
  }
}

test("clients that are cut, moved and resumed miss nothing and get nothing twice", async () => {
  const [ann, bob] = [await signUp(from, "Ann"), await signUp(from, "Bob")];
  const group = await createGroup(from, ann, [bob]);
  const direct = await openDirect(from, ann, bob);
  const first = await send(from, ann, group, "one");
  await send(from, bob, direct, "privately");
  const client = follow(from, ann);
  await until("it follows", () => caughtUp(client));
  await send(from, bob, group, "two");
  await ask(from, ann, EditMessageDocument, { id: first.id, body: "one, better" });
  await until("both are told", () => changesOf(client).length >= 2);
  client.close();
  const positions = new Map(changesOf(client).map((one) => [one.conversationId, one.revision]));
  // While nobody listens: these are what a resumed client lacks.
  const key = { conversationId: group, clientMessageId: "kept-key", body: "three" };
  await ask(from, bob, SendMessageDocument, { input: key });
  await ask(from, bob, SetReactionDocument, { messageId: first.id, emoji: "👍", active: true });
  const gone = await send(from, bob, group, "four");
  await ask(from, bob, DeleteMessageDocument, { id: gone.id });

  await takeOut("all");
  const report = await importFrom(to.config, join(folder, "all"));
  expect(report).toContain("2 users taken");
  expect(report.join()).not.toMatch(/ refused| changed/);
  expect(await rowsOf(to, "messages")).toEqual(await rowsOf(from, "messages"));
  expect(await brokenLogs(to.config.mongoUri)).toEqual([]);

  const there: Person = { ...ann, ...(await logIn(to, ann.email)) };
  const since = [...positions].map(([conversationId, revision]) => ({ conversationId, revision }));
  const resumed = follow(to, there, since);
  await until("it has caught up", () => caughtUp(resumed));
  const bobThere: Person = { ...bob, ...(await logIn(to, bob.email)) };
  // Sent once more by a client that never had the answer.
  await ask(to, bobThere, SendMessageDocument, { input: key });
  await send(to, bobThere, group, "five");
  await until("it goes on", () =>
    changesOf(resumed).some(({ message }) => message?.body === "five"),
  );
  const told = [...changesOf(client), ...changesOf(resumed)];
  const ofGroup = told.filter(({ conversationId }) => conversationId === group);
  const revisions = ofGroup.map(({ revision }) => revision);
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  expect(new Set(revisions).size).toBe(revisions.length);
  const latest = new Map(ofGroup.map(({ message }) => [message?.seq, message?.body]));
  expect([...latest.values()].toSorted()).toEqual(
    [null, "five", "one, better", "three", "two"].toSorted(),
  );
  resumed.close();
});

test("a second export brings what has changed since, and the same once more nothing", async () => {
  const [ann, bob] = [await signUp(from, "Ann"), await signUp(from, "Bob")];
  const group = await createGroup(from, ann, [bob]);
  const first = await send(from, ann, group, "one");
  await takeOut("first");
  await importFrom(to.config, join(folder, "first"));
  await ask(from, ann, EditMessageDocument, { id: first.id, body: "one, better" });
  await send(from, bob, group, "two");
  await takeOut("second");
  const report = await importFrom(to.config, join(folder, "second"));
  expect(report).toContain("1 messages changed");
  expect(report).toContain("1 messages taken");
  expect(await rowsOf(to, "messages")).toEqual(await rowsOf(from, "messages"));
  const again = await importFrom(to.config, join(folder, "second"));
  expect(again.join()).not.toMatch(/ taken| changed| refused/);
});

test("an export of one person holds what they may read, and no secret of anybody", async () => {
  const [ann, bob, cid] = [
    await signUp(from, "Ann"),
    await signUp(from, "Bob"),
    await signUp(from, "Cid"),
  ];
  const group = await createGroup(from, ann, [bob]);
  await send(from, bob, group, "to Ann");
  await send(from, cid, await openDirect(from, cid, bob), "not for Ann");
  const lines = await takeOut("ann", { kind: "user", id: ann.id });
  expect(lines).toContain("1 conversations");
  const names = await readdir(join(folder, "ann"));
  const texts = names.map((name) => readFile(join(folder, "ann", name), "utf8"));
  const text = (await Promise.all(texts)).join("\n");
  expect(text).toContain("to Ann");
  expect(text).toContain(ann.email);
  for (const secret of ["not for Ann", bob.email, "passwordHash", "googleKey", cid.id])
    expect(text).not.toContain(secret);
});

test("what a member has set of a conversation for themselves comes along", async () => {
  const [ann, bob] = [await signUp(from, "Ann"), await signUp(from, "Bob")];
  const id = await createGroup(from, ann, [bob]);
  for (const body of ["one", "two"]) await send(from, bob, id, body);
  const input =
    '{ archived: true, pinned: true, unreadFromSeq: 3, clearedSeq: 1, draft: "Well", notify: NONE, mutedUntil: "2100-01-01T00:00:00.000Z" }';
  const set = `mutation { updateMembership(conversationId: "${id}", input: ${input}) { id } }`;
  expect((await post(from.url, set, {}, ann.token)).errors).toBeUndefined();
  const own = `{ conversation(id: "${id}") { viewerMembership {
    id archived pinned hidden unreadFromSeq clearedSeq draft notify mutedUntil readSeq unreadCount } } }`;
  const before = await post(from.url, own, {}, ann.token);
  await takeOut("settings");
  await importFrom(to.config, join(folder, "settings"));
  const { token } = await logIn(to, ann.email);
  expect((await post(to.url, own, {}, token)).data).toEqual(before.data);
});
