import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationsDocument,
  ContactsDocument,
  MessagesDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { importFrom, LineFolder, type ImportRun } from "./line-folder.js";
import { HASHES, OLD_PASSWORD } from "./old-database.js";

const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const FILES = `query($id: ID!) { conversation(id: $id) { messages(first: 50) { nodes {
  attachments { filename url }
} } } }`;
interface Said {
  readonly attachments: readonly { readonly filename: string; readonly url: string }[];
}

let app: TestApp;
let rows: Rows;
let folder: LineFolder;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});
afterEach(() => folder.remove());

const bringIn = (run?: ImportRun) => importFrom(app.config, folder.path, run);

/** Ids of a source that other tests do not have. */
function source() {
  const run = randomUUID().slice(0, 8);
  const id = (name: string): string => `${name}-${run}`;
  const user = (name: string, given: object = {}) => ({
    ...{ type: "user", id: id(name), name, email: `${id(name)}@example.com` },
    ...{ password: HASHES[0], createdAt: "2020-01-01T00:00:00Z", ...given },
  });
  const message = (at: number, sender: string, given: object = {}) => ({
    ...{ type: "message", id: id(`m${at}`), conversation: id("chat"), sender: id(sender) },
    createdAt: new Date(Date.UTC(2021, 0, 1) + at * 1_000).toISOString(),
    body: `m${at}`,
    ...given,
  });
  const chat = (...members: string[]) => ({
    ...{ type: "conversation", id: id("chat"), kind: "GROUP", name: "Crew" },
    ...{ members: members.map(id), createdAt: "2021-01-01T00:00:00Z" },
  });
  const enter = async (name: string): Promise<Person> => {
    const email = `${id(name)}@example.com`;
    const tokens = await logIn(app, email, { password: OLD_PASSWORD });
    const row = await rows.collection("users").findOne({ email });
    return { id: String(row?._id), name, email, ...tokens };
  };
  return { id, user, message, chat, enter };
}

async function conversationsOf(person: Person) {
  return (await ask(app, person, ConversationsDocument, {})).viewer?.conversations.nodes ?? [];
}

async function historyOf(person: Person, conversationId: string) {
  const data = await ask(app, person, MessagesDocument, { conversationId, first: 100 });
  return data.conversation?.messages.nodes ?? [];
}

/** Without what the log itself says. */
async function saidIn(person: Person, conversationId: string) {
  const said = new Set((await stored(conversationId)).map(({ seq }) => seq as number));
  return (await historyOf(person, conversationId)).filter(({ seq }) => said.has(seq));
}

function stored(conversationId: string) {
  const filter = { conversationId: toId(conversationId), kind: "USER" };
  return rows.collection("messages").find(filter).sort({ seq: 1 }).toArray();
}

test("people come in by lines, with their groups, contacts and messages, and go on from there", async () => {
  const { id, user, message, chat, enter } = source();
  const direct = {
    type: "conversation",
    id: id("two"),
    kind: "DIRECT",
    members: ["ann", "bob"].map(id),
  };
  folder = await LineFolder.make(
    user("ann", { phone: "+20 100 555 0001", metadata: { plan: "pro" }, bio: "Hi" }),
    user("bob"),
    user("cid"),
    { type: "contact", users: [id("ann"), id("bob")], since: "2020-05-05T00:00:00Z" },
    chat("ann", "bob"),
    direct,
    { type: "membership", conversation: id("chat"), user: id("bob"), role: "ADMIN" },
    {
      type: "membership",
      conversation: id("chat"),
      user: id("cid"),
      joinedAt: "2022-01-01T00:00:00Z",
    },
    message(1, "ann"),
    message(2, "bob", { replyTo: id("m1"), mentions: [id("ann")], metadata: { a: 1 } }),
    message(3, "cid", { reactions: [{ emoji: "👍", users: [id("ann"), id("bob")] }] }),
    message(4, "ann", { deletedAt: "2022-01-01T00:00:00Z" }),
    message(5, "ann", { conversation: id("two") }),
  );
  const report = await bringIn();
  for (const line of [
    "3 users taken",
    "2 conversations taken",
    "5 messages taken",
    "1 contacts taken",
  ])
    expect(report).toContain(line);
  const ann = await enter("ann");
  expect((await ask(app, ann, ViewerDocument)).viewer).toMatchObject({
    phone: "+201005550001",
    user: { name: "ann" },
  });
  const contacts = await ask(app, ann, ContactsDocument, {});
  expect(contacts.viewer?.contacts.nodes.map(({ name }) => name)).toEqual(["bob"]);
  const lists = await conversationsOf(ann);
  expect(lists).toHaveLength(2);
  const group = lists.find(({ name }) => name === "Crew")?.id ?? "";
  const history = await saidIn(ann, group);
  expect(history.map(({ body, sender }) => [body, sender?.name])).toEqual([
    ["m1", "ann"],
    ["m2", "bob"],
    ["m3", "cid"],
    [null, "ann"],
  ]);
  const [, reply] = await stored(group);
  expect(reply).toMatchObject({ replyToId: toId(history[0]?.id ?? ""), metadata: '{"a":1}' });
  expect(history[2]?.createdAt).toBe("2021-01-01T00:00:03.000Z");
  const cid = await enter("cid");
  expect((await ask(app, cid, ConversationsDocument, {})).viewer).toMatchObject({ unreadCount: 0 });
  await send(app, cid, group, "still here");
  expect((await historyOf(ann, group)).at(-1)).toMatchObject({ body: "still here" });
  expect((await ask(app, ann, ConversationsDocument, {})).viewer).toMatchObject({ unreadCount: 1 });
  const roles = await rows.collection("memberships").find({ conversationId: { $exists: true } });
  expect((await roles.toArray()).filter(({ role }) => role === "ADMIN")).toHaveLength(1);
});

test("a second run changes nothing, and a trial says what will be", async () => {
  const { user, message, chat } = source();
  folder = await LineFolder.make(
    user("ann"),
    user("bob"),
    chat("ann", "bob"),
    ...Array.from({ length: 1_200 }, (_, at) => message(at, at % 2 ? "ann" : "bob")),
  );
  const before = await rows.all();
  const planned = await bringIn({ isDry: true });
  expect(await rows.all()).toEqual(before);
  expect(await bringIn()).toEqual(planned);
  const after = await rows.all();
  const again = await bringIn();
  expect(again).toContain("1200 messages unchanged");
  expect(again.join()).not.toContain("taken");
  expect(await rows.all()).toEqual(after);
});

test("what is no line stops the import before anything is written; else it is left out", async () => {
  const { user, message, chat, id } = source();
  folder = await LineFolder.make(user("ann"), user("bob"), chat("ann", "bob"), message(1, "ann"));
  await folder.write('{"type":"user","id":"half\n');
  await folder.write(`${JSON.stringify(message(2, "ann", { body: "x".repeat(20_000_000) }))}\n`);
  await folder.add({ ...message(3, "ann"), createdAt: "yesterday" }, { type: "poll" });
  const before = await rows.all();
  await expect(bringIn()).rejects.toThrow(/^4 lines .*Nothing was written/);
  await expect(bringIn()).rejects.toThrow("lines.jsonl:5 is no JSON object");
  expect(await rows.all()).toEqual(before);
  const report = (await bringIn({ skipsFaulty: true })).join("\n");
  expect(report).toContain("4 lines left out");
  expect(report).toContain("1 messages taken");
  expect(report).toContain(`lines.jsonl:6 is longer than`);
  expect(id("x")).toBeTruthy();
});

test("what cannot be taken as it is is refused or changed, with its reason", async () => {
  const { user, message, chat, id, enter } = source();
  const here = await signUp(app, "Hal");
  folder = await LineFolder.make(
    user("ann", { password: "md5:1" }),
    user("bob"),
    user("eve", { email: `${id("bob")}@example.com`.toUpperCase() }),
    user("hal", { email: here.email }),
    user("ivy", { email: null }),
    user("jon", { emailConfirmed: false }),
    user("kim", { email: "nobody" }),
    chat("bob", "hal", "ivy", "gone"),
    message(1, "bob", { replyTo: id("m2") }),
    message(2, "hal", { replyTo: id("m3") }),
    message(3, "eve", { replyTo: id("m1"), id: id("m3") }),
    message(4, "gone"),
    message(5, "bob", { body: " " }),
    message(6, "bob", { conversation: id("none") }),
    message(7, "bob", { body: "x".repeat(10_001), metadata: { a: "y".repeat(9_000) } }),
    message(8, "bob", {
      createdAt: "2999-01-01T00:00:00Z",
      reactions: [{ emoji: "no", users: [] }],
    }),
    message(9, "bob", { createdAt: "1960-01-01T00:00:00Z" }),
  );
  const planned = await bringIn({ isDry: true });
  const done = await bringIn();
  expect(done).toEqual(planned);
  const report = done.join("\n");
  for (const line of [
    "1 users changed: the password's hash is not known",
    "2 users changed: the address or external id has an account here",
    "1 users refused: has neither an address nor an external id",
    "1 users refused: never confirmed the address",
    "1 users refused: has no usable address",
    "1 conversations changed: some of its members are not here",
    "2 messages changed: it replies to no message before it",
    "1 messages refused: is by somebody who is not here",
    "1 messages refused: says nothing",
    "1 messages refused: its conversation is not here",
    "1 messages changed: it is longer than 10000 characters",
    "1 messages changed: a date is in the future: it is now instead; a reaction is no emoji",
    "1 messages changed: a date is before 1970: it is 1970 instead",
  ])
    expect(report).toContain(line);
  const bob = await enter("bob");
  const [group] = await conversationsOf(bob);
  const history = await saidIn(bob, group?.id ?? "");
  expect(history.map(({ sender }) => sender?.id)).toContain(here.id);
  const replies = (await stored(group?.id ?? "")).map(({ replyToId }) => Boolean(replyToId));
  expect(replies.filter(Boolean)).toHaveLength(1);
  expect(history[0]?.createdAt).toBe("1970-01-01T00:00:00.000Z");
});

test("files come with their messages, by path and by address, and are looked at like uploads", async () => {
  const { user, message, chat, enter } = source();
  const server = createServer((_request, response) => response.end(PDF)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/b.pdf`;
  folder = await LineFolder.make(
    user("ann"),
    user("bob"),
    chat("ann", "bob"),
    message(1, "ann", { attachments: [{ path: "a.pdf" }, { url, filename: "shown.pdf" }] }),
    message(2, "ann", { attachments: [{ path: "../../etc/passwd" }, { path: "none.pdf" }] }),
    message(3, "ann", { body: null, attachments: [{ path: "a.exe" }] }),
  );
  await folder.file("a.pdf", PDF);
  await folder.file("a.exe", Buffer.from("MZ\0\0"));
  const report = (await bringIn()).join("\n");
  expect(report).toContain("a file of it cannot be read; a file of it cannot be read");
  expect(report).toContain("1 messages refused: says nothing");
  const bob = await enter("bob");
  const [group] = await conversationsOf(bob);
  const data = await ask(app, bob, FILES as never, { id: group?.id } as never);
  const { messages } = (data as { conversation: { messages: { nodes: Said[] } } }).conversation;
  const shown = messages.nodes.flatMap(({ attachments }) => attachments);
  expect(shown.map(({ filename }) => filename)).toEqual(["a.pdf", "shown.pdf"]);
  for (const { url: link } of shown)
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(PDF);
  expect(await bringIn()).toContain("2 messages unchanged");
  server.close();
});

test("a direct conversation that is here goes on with what is brought in", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const direct = await openDirect(app, ann, bob);
  await send(app, ann, direct, "from here");
  const { message, id, user } = source();
  folder = await LineFolder.make(
    user("ann", { email: ann.email }),
    user("bob", { email: bob.email }),
    { type: "conversation", id: id("chat"), kind: "DIRECT", members: ["ann", "bob"].map(id) },
    message(1, "bob"),
  );
  await bringIn();
  expect((await historyOf(ann, direct)).map(({ body, seq }) => [seq, body])).toEqual([
    [1, "from here"],
    [2, "m1"],
  ]);
});
