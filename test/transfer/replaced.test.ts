import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { PasswordHashing } from "../../src/account/passwords/password-hashing.js";
import { PasswordService } from "../../src/account/passwords/password.service.js";
import { WorkQueue } from "../../src/account/passwords/work-queue.js";
import { createApp } from "../../src/app.js";
import type { Probes } from "../../src/compose/probes.js";
import {
  ContactsDocument,
  ConversationsDocument,
  LoginWithGoogleDocument,
  MessagesDocument,
  UserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { CLIENT_ID, startGoogle, type FakeGoogle } from "../support/google.js";
import { post, until } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import {
  HASHES,
  idAt,
  OldDatabase,
  OLD_KEY,
  oldChat,
  OLD_PASSWORD,
  oldUser,
  SEALED,
  sealed,
  type OldRow,
} from "./old-database.js";

let app: TestApp;
let rows: Rows;
let google: FakeGoogle;
let old: OldDatabase;
beforeAll(async () => {
  google = await startGoogle();
  const { keysUrl } = google;
  app = await startApp({ config: { google: { clientId: CLIENT_ID, keysUrl } } });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await google.stop();
});
beforeEach(async () => {
  old = await OldDatabase.start();
});
afterEach(() => old.stop());

interface Run {
  readonly isDry?: boolean;
  readonly phoneKeys?: readonly string[];
  readonly probes?: Probes;
}

const bringIn = ({ isDry = false, phoneKeys = [OLD_KEY], probes }: Run = {}) =>
  createApp(app.config, probes).importReplaced({
    uri: old.uri,
    isDry,
    phoneKeys,
    onProgress: () => undefined,
  });

async function enter({ _id, email, name }: OldRow, password = OLD_PASSWORD): Promise<Person> {
  return { id: _id.toHexString(), email, name, ...(await logIn(app, email, { password })) };
}

async function historyWith(person: Person, other: Person) {
  const conversationId = await openDirect(app, person, other);
  const data = await ask(app, person, MessagesDocument, { conversationId, first: 100 });
  return data.conversation?.messages.nodes ?? [];
}

test("people come in with the old password, by address or number, and find friends and history", async () => {
  const ann = oldUser("ann lee", { phone: SEALED[0], gender: "female" });
  const bob = oldUser("bob", {
    friends: [ann._id, idAt(1)],
    profileImage: { public_id: "x", secure_url: "https://res.cloudinary.com/a/b.jpg" },
  });
  const words = [
    [ann, "hello", 20],
    [bob, "hi", 21],
    [ann, "how are you?", 22],
  ] as const;
  await old.fill([ann, bob], [oldChat(ann, bob, words)]);
  const before = await old.all();
  await bringIn();
  expect(await old.all()).toEqual(before);

  const anns = await enter(ann);
  const viewer = (await ask(app, anns, ViewerDocument)).viewer;
  expect(viewer).toMatchObject({
    ...{ phone: "+201012345678", gender: "FEMALE", role: "USER", provider: "APPLICATION" },
    user: { id: ann._id.toHexString(), name: "ann lee" },
  });
  const byPhone = { input: { phone: "+20 101 234 5678", password: OLD_PASSWORD } };
  expect(
    (
      await post(
        app.url,
        "mutation($input: LoginInput!) { login(input: $input) { viewer { id } } }",
        byPhone,
      )
    ).errors,
  ).toBeUndefined();
  const contacts = await ask(app, anns, ContactsDocument, {});
  expect(contacts.viewer?.contacts.nodes.map(({ id }) => id)).toEqual([bob._id.toHexString()]);

  const bobs = await enter(bob);
  const history = await historyWith(bobs, anns);
  expect(history.map(({ seq, body, sender }) => [seq, body, sender?.id])).toEqual(
    words.map(([who, body], at) => [at + 1, body, who._id.toHexString()]),
  );
  expect(history[0]?.createdAt).toBe("2024-01-01T00:00:20.000Z");
  const lists = await ask(app, bobs, ConversationsDocument, {});
  expect(lists.viewer).toMatchObject({ unreadCount: 0 });
  expect(lists.viewer?.conversations.nodes).toHaveLength(1);
  const shown = await ask(app, anns, UserDocument, { id: bobs.id });
  expect(shown.user).toMatchObject({ name: "bob" });
  // The conversation goes on where it was.
  await send(app, anns, await openDirect(app, anns, bobs), "still here");
  expect((await historyWith(bobs, anns)).at(-1)).toMatchObject({ seq: 4, body: "still here" });
});

async function rowsHaveFollowed(): Promise<boolean> {
  const conversations = await rows.collection("conversations").find().toArray();
  const messages = await rows.collection("messages").find().toArray();
  const newest = new Map<string, number>();
  for (const { conversationId, revision } of messages)
    newest.set(
      String(conversationId),
      Math.max(newest.get(String(conversationId)) ?? 0, Number(revision)),
    );
  return conversations.every(({ _id, revision }) => revision === newest.get(String(_id)));
}

test("a second run changes nothing, and one that goes on after an end in the midst leaves nothing out", async () => {
  const [ann, bob] = [oldUser("ann"), oldUser("bob")];
  const chat = oldChat(
    ann,
    bob,
    Array.from({ length: 1_200 }, (_, at) => [at % 2 ? ann : bob, `m${at}`, at] as const),
  );
  await old.fill(
    [ann, { ...bob, friends: [ann._id] }],
    [{ ...chat, messages: chat.messages.slice(0, 700) }],
  );
  await bringIn();
  await until("rows have followed what was sent before", rowsHaveFollowed);
  const all = await rows.all();
  await bringIn();
  expect(await rows.all()).toEqual(all);
  // As after an end: the rest of a chat is there to be taken.
  await old.fill([], [{ ...oldChat(bob, ann, []), messages: chat.messages }]);
  const report = await bringIn();
  expect(report).toContain("500 messages taken");
  expect(report).toContain("700 messages unchanged");
  const found = await rows
    .collection("messages")
    .find({ senderId: { $in: [ann._id, bob._id] } })
    .sort({ seq: 1 })
    .toArray();
  expect(found.map(({ seq, body }) => [seq, body] as unknown[])).toEqual(
    Array.from({ length: 1_200 }, (_, at) => [at + 1, `m${at}`]),
  );
});

test("two chats of one pair are one conversation, in the order of the dates", async () => {
  const [ann, bob] = [oldUser("ann"), oldUser("bob")];
  await old.fill(
    [ann, bob],
    [
      oldChat(ann, bob, [
        [ann, "1", 20],
        [ann, "3", 22],
      ]),
      oldChat(bob, ann, [
        [bob, "2", 21],
        [bob, "4", 23],
      ]),
    ],
  );
  expect(await bringIn()).toContain("1 chats of one pair that became one conversation");
  const history = await historyWith(await enter(ann), await enter(bob));
  expect(history.map(({ body }) => body)).toEqual(["1", "2", "3", "4"]);
});

test("a Google account comes in by Google, and by no password", async () => {
  const gia = oldUser("gia", { provider: "google", password: undefined });
  await old.fill([gia]);
  await bringIn();
  const idToken = await google.token({ sub: gia._id.toHexString(), email: gia.email });
  const { data } = await post(app.url, LoginWithGoogleDocument, {
    input: { idToken, device: "Phone" },
  });
  expect(data.loginWithGoogle.viewer?.user.id).toBe(gia._id.toHexString());
  // From now on that Google account and no other.
  const other = await google.token({ sub: "another", email: gia.email });
  const { errors } = await post(app.url, LoginWithGoogleDocument, {
    input: { idToken: other, device: "Phone" },
  });
  expect(errors?.[0]?.extensions.code).toBe("REAUTH_REQUIRED");
});

test("the old hash is replaced by ours at the first right login, also one of PHP, and only then", async () => {
  const [ann, bob] = [oldUser("ann"), oldUser("bob", { password: HASHES[1] })];
  await old.fill([ann, bob]);
  await bringIn();
  await expect(enter(ann, "wrong password")).rejects.toThrow("INVALID_CREDENTIALS");
  const stored = async ({ _id }: OldRow) =>
    (await rows.collection("users").findOne({ _id }))?.["passwordHash"] as string;
  expect(await stored(ann)).toBe(`bcrypt:${HASHES[0]}`);
  await enter(ann);
  await enter(bob, "another old one");
  for (const one of [ann, bob]) expect(await stored(one)).not.toMatch(/^bcrypt:/);
  await enter(ann);
  await expect(enter(ann, "wrong password")).rejects.toThrow("INVALID_CREDENTIALS");
});

test("to check an old hash takes as long as one of ours, so that time tells nothing of where accounts come from", async () => {
  const costs: number[] = [];
  const cost = (rounds: number): void => void costs.push(2 ** rounds);
  const hashing: PasswordHashing = {
    hash: (_text, rounds) => Promise.resolve(cost(rounds)).then(() => `$2b$${rounds}$`),
    matches: (_text, hashed) => Promise.resolve(cost(hashing.roundsOf(hashed))).then(() => true),
    roundsOf: (hashed) => Number(hashed.split("$")[2]),
    matchesPhc: () => Promise.resolve(false),
    hasArgon2: false,
  };
  const key = { id: "k", key: Buffer.from("key") };
  const queue = new WorkQueue({ parallel: 1, waiting: 1, waitingEach: 1 });
  const passwords = new PasswordService([key], 12, hashing, queue);
  expect(await passwords.matches("password", `bcrypt:${HASHES[0]}`)).toBe(true);
  expect(costs.reduce((sum, one) => sum + one, 0)).toBe(2 ** 12);
});

test("an administrator stays one, the other way round nobody becomes one", async () => {
  const [root, odd] = [oldUser("root", { role: "superAdmin" }), oldUser("odd", { role: "$ne" })];
  await old.fill([root, odd]);
  await bringIn();
  const role = async ({ _id }: OldRow) =>
    (await rows.collection("users").findOne({ _id }))?.["role"] as string;
  expect([await role(root), await role(odd)]).toEqual(["SUPER_ADMIN", "USER"]);
});

test("what cannot be taken is refused or changed, with its reason, and the rest is taken", async () => {
  const ann = oldUser("ann", { phone: SEALED[1] });
  const bob = oldUser("bob", { phone: SEALED[1].replace("nXsz", "nXsa"), friends: [ann._id] });
  const here = await signUp(app, "Cid");
  const cid = oldUser("cid", { email: here.email.toUpperCase() });
  const bad = [
    oldUser("dan", { confirmed: false }),
    oldUser("eve", { isDeleted: true }),
    oldUser("fay", { email: "no address" }),
    oldUser("gus", { email: { $gt: "" } }),
  ];
  const taken = [
    oldUser("hal", { password: "md5:0123", friends: [bob._id, ann._id] }),
    oldUser("jon", { phone: sealed("+1234567"), friends: [ann._id] }),
    oldUser("kim", { phone: SEALED[1] }),
    oldUser("ivy", { name: "\u2060", createdAt: new Date(Date.now() + 1e10), friends: "nobody" }),
  ];
  const [hal] = taken as [OldRow];
  await old.fill(
    [ann, bob, cid, ...bad, ...taken],
    [
      oldChat(ann, hal, [
        [ann, "", 20],
        [ann, "\u200b", 21],
        [bob, "not in it", 22],
        [hal, "x".repeat(25_000), 23],
      ]),
      oldChat(ann, ann, [[ann, "me", 24]]),
      { _id: idAt(30), mainUser: "me", messages: [] },
      oldChat(ann, { ...ann, _id: idAt(99) }, [[ann, "to somebody who is gone", 25]]),
      oldChat(ann, cid, [[cid, "from Cid", 26]]),
      { ...oldChat(ann, bob, []), messages: null },
    ],
  );
  // A trial says what will be, also of what only the accounts before it make possible.
  const planned = await bringIn({ isDry: true });
  const done = await bringIn();
  expect(planned).toEqual(done);
  const report = done.join("\n");
  for (const line of [
    "4 users refused",
    "1 users refused: never confirmed the address",
    "1 users refused: was deleted there",
    "2 users refused: has no usable address",
    "1 users changed: the password's hash is not bcrypt: it is set anew by mail",
    "1 users changed: the name is no name here: the address stands in its place",
    "2 users changed: the phone number cannot be read",
    "1 users changed: the phone number is somebody else's",
    "1 users changed: the address has an account here",
    "1 chats refused: is with oneself",
    "1 chats refused: is not between two",
    "2 messages refused: says nothing",
    "1 messages refused: is by somebody who is not in the chat",
    "1 messages too long, which became several",
  ])
    expect(report).toContain(line);
  const anns = await enter(ann);
  const withCid = await historyWith(here, anns);
  expect(withCid.map(({ body, sender }) => [body, sender?.id])).toEqual([["from Cid", here.id]]);
  const lists = (await ask(app, anns, ConversationsDocument, {})).viewer?.conversations.nodes;
  expect(lists?.length).toBe(4);
  const long = await rows.collection("messages").find({ senderId: hal._id }).toArray();
  expect(long.map(({ body }) => (body as string).length)).toEqual([10_000, 10_000, 5_000]);
  // By mail, as there is no password.
  await post(
    app.url,
    "mutation($email: EmailAddress!) { requestPasswordReset(email: $email) { expiresAt } }",
    { email: hal.email },
  );
  const code = await readCode(app, hal.email);
  const reset = { input: { code, email: hal.email, newPassword: PASSWORD } };
  expect(
    (
      await post(
        app.url,
        "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) }",
        reset,
      )
    ).errors,
  ).toBeUndefined();
});

test("a source that is not there is said in one sentence, without its address", async () => {
  const absent = { uri: "mongodb://u:secret@127.0.0.1:1/old", isDry: false, phoneKeys: [OLD_KEY] };
  const coming = createApp(app.config).importReplaced({ ...absent, onProgress: () => undefined });
  await expect(coming).rejects.toThrow(
    /^The database to bring in from cannot be opened \(Mongo\w+\)/,
  );
});

test("a number is written with its account, so that an end in between loses none", async () => {
  const ann = oldUser("ann", { phone: sealed("+20 10 0000 1234") });
  await old.fill([ann]);
  const inserted: object[] = [];
  const onCommand = (name: string, command: { documents?: object[] }): void => {
    if (name === "insert") inserted.push(...(command.documents ?? []));
  };
  await bringIn({ probes: { onCommand } });
  const [row] = await rows.collection("users").find({ _id: ann._id }).toArray();
  expect(row?.["phone"]).toEqual(expect.any(String));
  expect(inserted).toContainEqual(
    expect.objectContaining({ _id: ann._id, phoneIndex: row?.["phoneIndex"] as string }),
  );
});

test("with a wrong key, and for a trial, nothing is written", async () => {
  await old.fill([oldUser("ann", { phone: sealed("01000005678") }), oldUser("bob")]);
  const before = await rows.all();
  await expect(bringIn({ phoneKeys: ["another"] })).rejects.toThrow("Nothing was written.");
  expect(await rows.all()).toEqual(before);
  expect(await bringIn({ isDry: true })).toContain("2 users taken");
  expect(await rows.all()).toEqual(before);
});
