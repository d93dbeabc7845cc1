import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import {
  BeginTwoFactorDocument,
  BlockedUsersDocument,
  ConfirmEmailDocument,
  ContactChangedDocument,
  ConversationDocument,
  DeleteAccountDocument,
  EnableTwoFactorDocument,
  HistoryDocument,
  LoginDocument,
  MessageReceivedDocument,
  MessagesDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  SetReactionDocument,
  SignupDocument,
  UpdateProfileDocument,
  UserDocument,
  UsersDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { generate } from "otplib";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { codeOf, Collector, post, until } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";
import { runningClock } from "../support/running-clock.js";

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const erase = ({ token }: Person, variables: { password?: string; code?: string }) =>
  post(app.url, DeleteAccountDocument, variables, token);

test("an erased account is gone for everybody, and its address and number are free again", async () => {
  const [ann, bob] = [await signUp(app, "Annette"), await signUp(app, "Bob")];
  const other = await logIn(app, ann.email);
  const phone = "+16502530000";
  await post(app.url, UpdateProfileDocument, { input: { phone, bio: "Here" } }, ann.token);
  await post(app.url, SendContactRequestDocument, { userId: ann.id }, bob.token);
  expect(codeOf(await erase(ann, {}))).toBe("BAD_USER_INPUT");
  expect(codeOf(await erase(ann, { password: "wrong" }))).toBe("INVALID_CREDENTIALS");
  expect((await erase(ann, { password: PASSWORD })).data.deleteAccount).toBe(true);

  for (const token of [ann.token, other.token])
    expect((await post(app.url, ViewerDocument, {}, token)).status).toBe(401);
  const input = { email: ann.email, password: PASSWORD };
  expect(codeOf(await post(app.url, LoginDocument, { input }))).toBe("INVALID_CREDENTIALS");
  expect((await post(app.url, UserDocument, { id: ann.id }, bob.token)).data.user).toBeNull();
  const found = await post(app.url, UsersDocument, { query: "annette" }, bob.token);
  expect(found.data.users.nodes).toEqual([]);
  const ask = await post(app.url, SendContactRequestDocument, { userId: ann.id }, bob.token);
  expect(codeOf(ask)).toBe("NOT_FOUND");
  const [row] = await rows
    .collection("users")
    .find({ deletedAt: { $ne: null } })
    .toArray();
  expect(Object.keys(row ?? {}).sort()).toEqual(
    ["_id", "createdAt", "deletedAt", "epoch", "gender", "name", "provider", "role"].sort(),
  );

  const again = { name: "Annette", email: ann.email, password: PASSWORD, phone };
  const signup = await post(app.url, SignupDocument, { input: again });
  const codes = async () =>
    (await app.inbox(ann.email)).filter(({ text }) => text.includes("code"));
  await until("the second code was mailed", async () => (await codes()).length === 2);
  const code = await readCode(app, ann.email);
  const { data } = await post(app.url, ConfirmEmailDocument, {
    input: { email: ann.email, code, token: signup.data.signup.token },
  });
  expect(data.confirmEmail.viewer?.user.id).not.toBe(ann.id);
  const byPhone = await post(app.url, LoginDocument, { input: { phone, password: PASSWORD } });
  expect(byPhone.data.login.viewer?.user.id).toBe(data.confirmEmail.viewer?.user.id);
});

test("with a second factor erasing needs its code", async () => {
  const ann = await signUp(app, "Ann");
  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, ann.token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  await post(app.url, EnableTwoFactorDocument, { code: await generate({ secret }) }, ann.token);
  expect(codeOf(await erase(ann, { password: PASSWORD }))).toBe("CHALLENGE_REQUIRED");
  expect(codeOf(await erase(ann, { password: PASSWORD, code: "000000" }))).toBe("CODE_INVALID");
  const [code = ""] = recoveryCodes;
  expect((await erase(ann, { password: PASSWORD, code })).data.deleteAccount).toBe(true);
});

const DAY_MS = 86_400_000;
const membersOf = async (on: TestApp, person: Person, id: string) => {
  const { conversation } = await ask(on, person, ConversationDocument, { id });
  const { memberCount, members } = conversation ?? {};
  return { memberCount, ids: members?.nodes.map(({ user }) => user.id), roles: members?.nodes };
};

test("erasing leaves groups as leaving does, and hands them on", async () => {
  const [ann, bob, cid] = [
    await signUp(app, "Ann"),
    await signUp(app, "Bob"),
    await signUp(app, "Cid"),
  ];
  const group = await createGroup(app, ann, [bob, cid]);
  const alone = await createGroup(app, ann, []);
  const { id: messageId } = await send(app, bob, group, "hi");
  for (const person of [ann, cid])
    await ask(app, person, SetReactionDocument, { messageId, emoji: "👍", active: true });
  await erase(ann, { password: PASSWORD });
  const { memberCount, ids, roles } = await membersOf(app, bob, group);
  expect([memberCount, ids]).toEqual([2, [bob.id, cid.id]]);
  expect(roles?.map(({ role }) => role)).toEqual(["OWNER", "MEMBER"]);
  const { conversation } = await ask(app, cid, HistoryDocument, { conversationId: group });
  const last = conversation?.messages.nodes.slice(-2) ?? [];
  expect(last.map(({ systemEvent }) => systemEvent)).toEqual(["ROLE_CHANGED", "MEMBER_LEFT"]);
  expect(last.map(({ sender }) => sender)).toEqual([
    { id: ann.id, name: "Deleted account" },
    { id: ann.id, name: "Deleted account" },
  ]);
  const left = await rows
    .collection("memberships")
    .find({ userId: new mongoose.Types.ObjectId(ann.id), leftAt: null })
    .toArray();
  expect(left).toEqual([]);
  expect(alone).toBeTruthy();
  const mention = { body: "@Ann", mentionIds: [ann.id] };
  await expect(send(app, bob, group, mention)).rejects.toThrow("BAD_USER_INPUT");
});

test("as many are listed as are counted for a reaction", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const group = await createGroup(app, bob, [ann]);
  const { id: messageId } = await send(app, bob, group, "hi");
  for (const person of [ann, bob])
    await ask(app, person, SetReactionDocument, { messageId, emoji: "👍", active: true });
  await erase(ann, { password: PASSWORD });
  const asked = `{ node(id: "${messageId}") { ... on Message { reactions { count users { nodes { isDeleted name } } } } } }`;
  const { data } = await post(app.url, asked, {}, bob.token);
  const tombstone = { isDeleted: true, name: "Deleted account" };
  expect(data["node"]).toEqual({
    reactions: [{ count: 2, users: { nodes: [tombstone, { isDeleted: false, name: "Bob" }] } }],
  });
});

test("a direct conversation with an erased account stays, but takes nothing new", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const direct = await openDirect(app, ann, bob);
  const { id: messageId } = await send(app, ann, direct, "bye");
  await ask(app, ann, SendContactRequestDocument, { userId: bob.id });
  const told = new Collector<{ state: string; user: { id: string } }>({
    url: app.url,
    token: bob.token,
    document: ContactChangedDocument,
  });
  const live = new Collector({ url: app.url, token: bob.token, document: MessageReceivedDocument });
  await erase(ann, { password: PASSWORD });
  expect((await membersOf(app, bob, direct)).ids).toEqual([ann.id, bob.id]);
  const { conversation } = await ask(app, bob, MessagesDocument, { conversationId: direct });
  expect(conversation?.messages.nodes.map(({ body }) => body)).toEqual(["bye"]);
  await expect(send(app, bob, direct, "still there?")).rejects.toThrow("CONFLICT");
  const reaction = { messageId, emoji: "👍", active: true };
  expect(await refusal(app, bob, SetReactionDocument, reaction)).toBe("CONFLICT");
  for (const blocked of [true, false]) {
    const { setBlocked } = await ask(app, bob, SetBlockedDocument, { userId: ann.id, blocked });
    expect(setBlocked).toMatchObject({ id: ann.id, viewerHasBlocked: blocked });
    const { viewer } = await ask(app, bob, BlockedUsersDocument);
    expect(viewer?.blockedUsers.nodes.map(({ id }) => id)).toEqual(blocked ? [ann.id] : []);
  }
  expect(live.errors).toEqual([]);
  await until("the end of the request was told", () => told.items.length > 0);
  expect(told.items[0]).toMatchObject({ state: "NONE", user: { id: ann.id } });
  told.close();
  live.close();
});

test("a block outlives the account that it shuts out", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  await ask(app, bob, SetBlockedDocument, { userId: ann.id, blocked: true });
  await erase(ann, { password: PASSWORD });
  const { viewer } = await ask(app, bob, BlockedUsersDocument);
  expect(viewer?.blockedUsers.nodes.map(({ id }) => id)).toEqual([ann.id]);
});

test("what a crash leaves of an erasing is carried out by whoever starts next", async () => {
  const [ann, cid, bob] = [
    await signUp(app, "Annegret"),
    await signUp(app, "Cid"),
    await signUp(app, "Bob"),
  ];
  const group = await createGroup(app, ann, [bob, cid]);
  const ids = [ann, cid].map(({ id }) => new mongoose.Types.ObjectId(id));
  const begun = { createdAt: new Date(), startedAt: new Date(Date.now() - DAY_MS) };
  // Of the one nothing was done yet; of the other the row was just being replaced.
  await rows.collection("erasures").insertMany(ids.map((_id) => ({ _id, ...begun })));
  await rows.collection("users").deleteOne({ _id: new mongoose.Types.ObjectId(cid.id) });
  const { memberCount } = await membersOf(app, bob, group);
  expect(memberCount).toBe(3);
  await app.restart();
  await until("both have left", async () => {
    const now = await membersOf(app, bob, group);
    return now.memberCount === 1 && now.roles?.[0]?.role === "OWNER";
  });
  await until("nothing is left to do", async () => {
    const left = await rows.collection("erasures").countDocuments({ _id: { $in: ids } });
    return left === 0;
  });
  const stored = await rows
    .collection("users")
    .find({ _id: { $in: ids } })
    .toArray();
  expect(stored.map((row) => [row["name"], row["email"]] as unknown[])).toEqual([
    ["Deleted account", undefined],
    ["Deleted account", undefined],
  ]);
  const input = { email: ann.email, password: PASSWORD };
  expect(codeOf(await post(app.url, LoginDocument, { input }))).toBe("INVALID_CREDENTIALS");
});

test("another node shows the tombstone within a second", async () => {
  const redis = await RedisServer.start(await freePort());
  const node = { database: `erased-${Date.now()}`, env: { REDIS_URL: redis.url } };
  const [here, there] = [await startApp(node), await startApp(node)];
  const [ann, bob] = [await signUp(here, "Ann"), await signUp(here, "Bob")];
  const direct = await openDirect(here, ann, bob);
  const group = await createGroup(here, ann, [bob]);
  const asked = `{ conversation(id: "${direct}") { members(first: 2) { nodes { user { isDeleted } } } } }`;
  const isShown = async () =>
    JSON.stringify((await post(there.url, asked, {}, bob.token)).data).includes("true");
  // What the other node may remember.
  await send(there, bob, direct, "here");
  await send(there, ann, group, "there");
  expect(await isShown()).toBe(false);
  await post(here.url, DeleteAccountDocument, { password: PASSWORD }, ann.token);
  const since = runningClock();
  await until("the other node shows it", isShown);
  // The database and Redis may wait for a core as well.
  expect(runningClock() - since).toBeLessThan(3_000);
  await expect(send(there, bob, direct, "still there?")).rejects.toThrow("CONFLICT");
  expect((await membersOf(there, bob, group)).memberCount).toBe(1);
  const mention = { body: "@Ann", mentionIds: [ann.id] };
  await expect(send(there, bob, group, mention)).rejects.toThrow("BAD_USER_INPUT");
  await Promise.all([here.stop(), there.stop()]);
  await redis.stop();
});
