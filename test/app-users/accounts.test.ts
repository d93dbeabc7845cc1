import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  EraseAppAccountDocument,
  IssueTokensDocument,
  RefreshDocument,
  SendMessageDocument,
  SessionsDocument,
  SetAccountActiveDocument,
  SetRoleDocument,
  SuspendUserDocument,
  UpsertUsersDocument,
  UserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import { createGroup, send } from "../support/conversations.js";
import { codeOf, post, until } from "../support/graphql.js";
import { tryLogin } from "../support/logins.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";
import { ask, backend, openSocket, rootOf, type Backend } from "../support/services.js";

let nodes: NodePair;
let shop: Backend;
let root: Record<string, string>;
beforeAll(async () => {
  nodes = await startNodePair();
  root = await rootOf(nodes.here);
  shop = await backend(nodes.here, ["USERS_WRITE", "TOKENS_ISSUE", "ACT_AS"], { name: "Shop" });
}, 120_000);
afterAll(() => nodes.stop());

async function appUser(name = "Ann"): Promise<{ id: string; externalId: string }> {
  const externalId = randomUUID();
  const users = [{ externalId, name }];
  const { data } = await ask(nodes.here, shop.headers, UpsertUsersDocument, { users });
  return { id: data.upsertUsers[0]?.user.id ?? "", externalId };
}
const issue = (whom: object, at = nodes.there) =>
  ask(at, shop.headers, IssueTokensDocument, { device: "Phone", ...whom });
const setActive = (externalId: string, active: boolean, at = nodes.here) =>
  ask(at, shop.headers, SetAccountActiveDocument, { externalId, active });
const erase = (whom: object, at = nodes.here) =>
  ask(at, shop.headers, EraseAppAccountDocument, whom);

test("a session that the app opens is one like any other, and names the key", async () => {
  const ann = await appUser();
  const { data } = await issue({ externalId: ann.externalId });
  const { accessToken, refreshToken, tokenType } = data.issueTokens;
  expect(tokenType).toBe("Bearer");
  const viewer = await post(nodes.here.url, ViewerDocument, {}, accessToken);
  expect(viewer.data.viewer?.user.id).toBe(ann.id);
  const listed = await post(nodes.here.url, SessionsDocument, {}, accessToken);
  expect(listed.data.viewer?.sessions).toMatchObject([
    { device: "Phone", issuedBy: "Shop", isCurrent: true },
  ]);
  const renewed = await post(nodes.there.url, RefreshDocument, { refreshToken });
  expect(renewed.data.refresh.tokens?.tokenType).toBe("Bearer");
});

test("a session is opened for one person who may have one", async () => {
  const ann = await appUser();
  const raised = await signUp(nodes.here, "Raised");
  await ask(nodes.here, root, SetRoleDocument, { userId: raised.id, role: "ADMIN" });
  const cases: [object, string][] = [
    [{}, "BAD_USER_INPUT"],
    [{ userId: ann.id, externalId: ann.externalId }, "BAD_USER_INPUT"],
    [{ externalId: "" }, "BAD_USER_INPUT"],
    [{ externalId: "\ud800" }, "BAD_USER_INPUT"],
    [{ userId: ann.id, device: " " }, "BAD_USER_INPUT"],
    [{ userId: ann.id, device: "x".repeat(101) }, "BAD_USER_INPUT"],
    [{ externalId: randomUUID() }, "NOT_FOUND"],
    [{ userId: "nobody" }, "NOT_FOUND"],
    [{ userId: raised.id }, "NOT_FOUND"],
  ];
  for (const [whom, code] of cases) expect([whom, codeOf(await issue(whom))]).toEqual([whom, code]);
  await ask(nodes.here, root, SuspendUserDocument, { userId: ann.id, reason: "x" });
  expect(codeOf(await issue({ userId: ann.id }))).toBe("ACCOUNT_SUSPENDED");
});

test("deactivating puts everybody out within a second, on all nodes, until it is undone", async () => {
  const ann = await appUser();
  const { accessToken } = (await issue({ userId: ann.id })).data.issueTokens;
  const own = { authorization: `Bearer ${accessToken}` };
  const acting = { authorization: `Server ${shop.secret}`, actAs: ann.id };
  const sockets = [
    await openSocket(nodes.here, own),
    await openSocket(nodes.there, own),
    await openSocket(nodes.there, acting),
  ];
  const before = runningClock();
  expect(codeOf(await setActive(ann.externalId, false))).toBeUndefined();
  await until("all are closed", () => sockets.every(({ closes }) => closes.length > 0));
  expect(runningClock() - before).toBeLessThan(1_000);
  expect(codeOf(await setActive(ann.externalId, false, nodes.there))).toBeUndefined();
  for (const { closes } of sockets)
    expect(closes).toEqual([{ code: 4401, reason: "SESSION_REVOKED" }]);
  expect((await post(nodes.here.url, ViewerDocument, {}, accessToken)).status).toBe(401);
  expect(codeOf(await issue({ userId: ann.id }))).toBe("ACCOUNT_SUSPENDED");
  const acted = await ask(nodes.there, shop.as(ann.id), ViewerDocument);
  expect(codeOf(acted)).toBe("ACCOUNT_SUSPENDED");
  await setActive(ann.externalId, true, nodes.there);
  expect(codeOf(await issue({ userId: ann.id }, nodes.here))).toBeUndefined();
  expect((await post(nodes.here.url, ViewerDocument, {}, accessToken)).status).toBe(401);
  await Promise.all(sockets.map(({ client }) => client.dispose()));
});

test("the app does not lift what an administrator has decided, nor the other way round", async () => {
  const bob = await signUp(nodes.here, "Bob");
  const activate = (active: boolean) =>
    ask(nodes.there, shop.headers, SetAccountActiveDocument, { userId: bob.id, active });
  await ask(nodes.here, root, SuspendUserDocument, { userId: bob.id, reason: "x" });
  await activate(false);
  await activate(true);
  expect(await tryLogin(nodes.here, bob.email)).toBeNull();
  await activate(false);
  await ask(nodes.here, root, `mutation { unsuspendUser(userId: "${bob.id}") { id } }`);
  expect(await tryLogin(nodes.here, bob.email)).toBeNull();
  await activate(true);
  expect(await tryLogin(nodes.there, bob.email)).not.toBeNull();
  const rows = await nodes.rows
    .collection("audit")
    .find({ subjectId: toId(bob.id), event: { $in: ["DEACTIVATED", "REACTIVATED"] } })
    .toArray();
  expect(new Set(rows.map((row) => row["keyName"] as unknown))).toEqual(new Set(["Shop"]));
});

test("an account that the app erases is gone, and its external id is free", async () => {
  const ann = await appUser();
  const { accessToken } = (await issue({ userId: ann.id })).data.issueTokens;
  expect((await erase({ externalId: ann.externalId })).data.eraseAccount).toBe(true);
  expect((await erase({ externalId: ann.externalId }, nodes.there)).data.eraseAccount).toBe(false);
  expect((await erase({ userId: ann.id }, nodes.there)).data.eraseAccount).toBe(false);
  expect((await post(nodes.there.url, ViewerDocument, {}, accessToken)).status).toBe(401);
  const users = [{ externalId: ann.externalId, name: "Another" }];
  const made = await ask(nodes.there, shop.headers, UpsertUsersDocument, { users });
  expect(made.data.upsertUsers[0]).toMatchObject({ created: true });
  expect(made.data.upsertUsers[0]?.user.id).not.toBe(ann.id);
  const asked = await ask(nodes.here, shop.as(`ext:${ann.externalId}`), UserDocument, {
    id: ann.id,
  });
  expect(asked.data.user).toBeNull();
});

test("administrators are not the app's to deactivate or erase, and are not told of", async () => {
  const raised = await signUp(nodes.here, "Raised");
  await ask(nodes.here, root, SetRoleDocument, { userId: raised.id, role: "ADMIN" });
  const off = { userId: raised.id, active: false };
  const refused = await ask(nodes.there, shop.headers, SetAccountActiveDocument, off);
  expect(codeOf(refused)).toBe("NOT_FOUND");
  expect(codeOf(await erase({ userId: raised.id }))).toBe("NOT_FOUND");
  expect(await tryLogin(nodes.here, raised.email)).not.toBeNull();
});

async function bot(name = "Robo"): Promise<{ id: string; externalId: string }> {
  const externalId = randomUUID();
  const users = [{ externalId, name, kind: "BOT" as const }];
  const { data } = await ask(nodes.here, shop.headers, UpsertUsersDocument, { users });
  expect(data.upsertUsers[0]?.user.kind).toBe("BOT");
  return { id: data.upsertUsers[0]?.user.id ?? "", externalId };
}
const change = (user: object, at = nodes.there) =>
  ask(at, shop.headers, UpsertUsersDocument, { users: [{ name: "Robo", ...user } as never] });

test("a bot is marked, has no mailbox and no logins, and stays a bot", async () => {
  const { id, externalId } = await bot();
  const again = await change({ externalId });
  expect(again.data.upsertUsers[0]).toMatchObject({ created: false, user: { id, kind: "BOT" } });
  const email = `${randomUUID()}@example.com`;
  for (const given of [
    { externalId, email },
    { externalId: randomUUID(), kind: "BOT", email },
  ])
    expect((await change(given)).errors?.[0]?.extensions).toMatchObject({
      ...{ code: "BAD_USER_INPUT", field: "users.0.email" },
    });
  const person = await appUser();
  for (const given of [
    { externalId, kind: "PERSON" },
    { externalId: person.externalId, kind: "BOT" },
  ])
    expect((await change(given)).errors?.[0]?.extensions).toMatchObject({
      ...{ code: "CONFLICT", field: "users.0.kind" },
    });
  expect(codeOf(await issue({ externalId }))).toBe("FORBIDDEN");
  expect(await nodes.rows.collection("sessions").countDocuments({ userId: toId(id) })).toBe(0);
});

test("a bot is found by no search, and is nobody's contact", async () => {
  const word = `Zo${randomUUID().slice(0, 6)}`;
  const { id } = await bot(`${word} Robot`);
  const person = await appUser(`${word} Person`);
  const ann = await signUp(nodes.here, "Ann");
  const search = "query ($query: String!) { users(query: $query) { nodes { id } } }";
  const found = await post<{ users: { nodes: unknown[] } }>(
    nodes.there.url,
    search,
    { query: word },
    ann.token,
  );
  expect(found.data.users.nodes).toEqual([{ id: person.id }]);
  const request = `mutation ($userId: ID!) { sendContactRequest(userId: $userId) { id } }`;
  expect(codeOf(await post(nodes.there.url, request, { userId: id }, ann.token))).toBe("FORBIDDEN");
  const byBot = await ask(nodes.here, shop.as(id), request, { userId: ann.id });
  expect(codeOf(byBot)).toBe("FORBIDDEN");
  expect(await nodes.rows.collection("contacts").countDocuments()).toBe(0);
});

test("a bot writes as often as its key may, and what people have read is not asked of it", async () => {
  const { id } = await bot();
  const [ann, bob] = [await signUp(nodes.here, "Ann"), await signUp(nodes.here, "Bob")];
  const group = await createGroup(nodes.here, ann, [bob]);
  const add =
    "mutation ($id: ID!, $who: [ID!]!) { addMembers(conversationId: $id, userIds: $who) { id } }";
  expect(
    codeOf(await post(nodes.there.url, add, { id: group, who: [id] }, ann.token)),
  ).toBeUndefined();
  const edit = "mutation ($id: ID!, $body: String!) { editMessage(id: $id, body: $body) { id } }";
  const sent = await ask(nodes.there, shop.as(id), SendMessageDocument, {
    input: { conversationId: group, clientMessageId: randomUUID(), body: "beep" },
  });
  const message = sent.data.sendMessage.message.id;
  // Twice what a person may do in a minute.
  for (let at = 0; at < 60; at += 1)
    expect(
      codeOf(await ask(nodes.there, shop.as(id), edit, { id: message, body: `${at}` })),
    ).toBeUndefined();
  const own = await send(nodes.here, ann, group, "hello");
  const read =
    "mutation ($id: ID!, $seq: Int!) { markRead(conversationId: $id, seq: $seq) { id } }";
  await post(nodes.there.url, read, { id: group, seq: own.seq }, bob.token);
  const status = "query ($id: ID!) { node(id: $id) { ... on Message { status } } }";
  const { data } = await post(nodes.here.url, status, { id: own.id }, ann.token);
  expect(data).toEqual({ node: { status: "READ" } });
});
