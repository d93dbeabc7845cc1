import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  MessageReceivedDocument,
  SendMessageDocument,
  SetBlockedDocument,
  SetRoleDocument,
  SuspendUserDocument,
  UnsuspendUserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { createApp } from "../../src/app.js";
import { toId } from "../../src/platform/core/id.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { ask, backend, openSocket, rootOf, type Backend } from "../support/services.js";

let nodes: NodePair;
let root: Record<string, string>;
let shop: Backend;
const people = new Map<string, Person>();
const person = (name: string): Person => {
  const found = people.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
beforeAll(async () => {
  nodes = await startNodePair();
  root = await rootOf(nodes.here);
  for (const name of ["Ann", "Bob", "Cid", "Dot"]) people.set(name, await signUp(nodes.here, name));
  shop = await backend(nodes.here, ["ACT_AS"], { name: "Shop" });
}, 120_000);
afterAll(() => nodes.stop());

const send = (headers: Record<string, string>, to: Person, at = nodes.there) =>
  ask(at, headers, SendMessageDocument, {
    input: { userId: to.id, clientMessageId: randomUUID(), body: "hi" },
  });
const setExternalId = (who: Person, externalId: string) =>
  nodes.rows.collection("users").updateOne({ _id: toId(who.id) }, { $set: { externalId } });
const whoIs = (whom: string, at = nodes.there) => ask(at, shop.as(whom), ViewerDocument);

test("a service is whom it names, by id or by the app's own id", async () => {
  const ann = person("Ann");
  expect((await whoIs(ann.id)).data.viewer).toMatchObject({ role: "USER", user: { id: ann.id } });
  for (const externalId of ["user-1", "50%", "a b/c?d", "Ünï-ключ-鍵-👩‍🚀", "ext:x", "é"]) {
    await setExternalId(ann, externalId);
    const whom = `ext:${encodeURIComponent(externalId)}`;
    expect((await whoIs(whom)).data.viewer?.user.id).toBe(ann.id);
    const socket = await openSocket(nodes.here, {
      authorization: `Server ${shop.secret}`,
      actAs: whom,
    });
    expect(socket.closes).toEqual([]);
    await socket.client.dispose();
  }
  // As curl sends it: the bytes of UTF-8, which fetch takes for Latin-1.
  await setExternalId(ann, "ключ");
  const bytes = Buffer.from("ext:ключ").toString("latin1");
  expect((await whoIs(bytes)).data.viewer?.user.id).toBe(ann.id);
  // Told apart by each byte: composed and decomposed are two.
  await setExternalId(ann, "é");
  expect((await whoIs(`ext:${encodeURIComponent("e\u0301")}`)).status).toBe(404);
});

test("blocks and memberships count as for that person", async () => {
  const [ann, bob, cid] = [person("Ann"), person("Bob"), person("Cid")];
  const sent = await send(shop.as(ann.id), bob);
  expect(sent.data.sendMessage.message).toMatchObject({ sender: { id: ann.id } });
  const block = { userId: ann.id, blocked: true };
  await post(nodes.here.url, SetBlockedDocument, block, cid.token);
  expect(codeOf(await send(shop.as(ann.id), cid))).toBe("BLOCKED");
  const { conversationId } = sent.data.sendMessage.message;
  const input = { conversationId, clientMessageId: randomUUID(), body: "x" };
  const outside = await ask(nodes.there, shop.as(cid.id), SendMessageDocument, { input });
  expect(codeOf(outside)).toBe("NOT_FOUND");
  const password = 'deleteAccount(password: "wrong")';
  const guess = await ask(nodes.there, shop.as(ann.id), `mutation { ${password} }`);
  expect(codeOf(guess)).toBe("INVALID_CREDENTIALS");
  const others = await ask(nodes.there, shop.as(ann.id), "mutation { revokeOtherSessions }");
  expect(codeOf(others)).toBe("REAUTH_REQUIRED");
});

test("nobody acts as an administrator, or as whoever is not there", async () => {
  const dot = person("Dot");
  const raised = await signUp(nodes.here, "Raised");
  const role = { userId: raised.id, role: "ADMIN" } as const;
  expect((await whoIs(raised.id)).data.viewer?.user.id).toBe(raised.id);
  await ask(nodes.here, root, SetRoleDocument, role);
  const asked = [raised.id, "f".repeat(24), "nobody", "", "ext:unknown", `ext:${"x".repeat(256)}`];
  for (const whom of asked) {
    const answer = await whoIs(whom);
    expect([whom, answer.status, codeOf(answer)]).toEqual([whom, 404, "NOT_FOUND"]);
  }
  for (const whom of ["ext:%", "ext:", `ext:${"x".repeat(257)}`])
    expect([whom, codeOf(await whoIs(whom))]).toEqual([whom, "BAD_USER_INPUT"]);
  const suspended = { userId: dot.id, reason: "x" };
  await ask(nodes.here, root, SuspendUserDocument, suspended);
  expect(codeOf(await whoIs(dot.id))).toBe("ACCOUNT_SUSPENDED");
  await ask(nodes.here, root, UnsuspendUserDocument, { userId: dot.id });
  expect((await whoIs(dot.id)).data.viewer?.user.id).toBe(dot.id);
});

test("without the scope, or without a key, nobody is acted for", async () => {
  const ann = person("Ann");
  const reader = await backend(nodes.here, ["USERS_READ"]);
  const refused = await ask(nodes.there, reader.as(ann.id), ViewerDocument);
  expect([refused.status, codeOf(refused)]).toEqual([403, "FORBIDDEN"]);
  for (const headers of [{ authorization: `Bearer ${person("Bob").token}` }, {}]) {
    const answer = await ask(nodes.there, { ...headers, "act-as": ann.id }, ViewerDocument);
    expect([answer.status, codeOf(answer)]).toEqual([401, "UNAUTHENTICATED"]);
  }
  const authorization = `Server ${reader.secret}`;
  const socket = await openSocket(nodes.there, { authorization, actAs: ann.id });
  expect(socket.closes).toEqual([{ code: 4403, reason: "FORBIDDEN" }]);
  for (const actAs of [1, {}, true]) {
    const wrong = await openSocket(nodes.there, { authorization: `Server ${shop.secret}`, actAs });
    expect(wrong.closes).toEqual([{ code: 4403, reason: "NOT_FOUND" }]);
  }
});

test("a subscription brings what it would bring that person, until they are suspended", async () => {
  const [ann, bob] = [person("Ann"), person("Bob")];
  const authorization = `Server ${shop.secret}`;
  const socket = await openSocket(nodes.there, { authorization, actAs: bob.id });
  const bodies: unknown[] = [];
  socket.client.subscribe<{ messageReceived: { body?: string | null } }>(
    { query: MessageReceivedDocument.toString(), variables: {} },
    {
      next: ({ data }) => bodies.push(data?.messageReceived.body),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await until("a message arrives", async () => {
    await send({ authorization: `Bearer ${ann.token}` }, bob, nodes.here);
    return bodies.includes("hi");
  });
  await ask(nodes.here, root, SuspendUserDocument, { userId: bob.id, reason: "x" });
  await until("it is closed", () => socket.closes.length > 0);
  expect(socket.closes).toEqual([{ code: 4401, reason: "SESSION_REVOKED" }]);
  await ask(nodes.here, root, UnsuspendUserDocument, { userId: bob.id });
});

test("whom a service acts for is not there for it", async () => {
  const [ann, cid] = [person("Ann"), person("Cid")];
  const fresh = await signUp(nodes.here, "Quiet");
  await nodes.rows.collection("lastSeen").deleteMany({ _id: toId(fresh.id) as never });
  await send(shop.as(fresh.id), ann);
  const socket = await openSocket(nodes.there, {
    authorization: `Server ${shop.secret}`,
    actAs: cid.id,
  });
  const ask2 = `query { user(id: "${cid.id}") { presence { status } } }`;
  const { data } = await ask<Record<string, unknown>, never>(
    nodes.here,
    shop.as(person("Bob").id),
    ask2,
  );
  expect(data["user"]).toMatchObject({ presence: { status: "OFFLINE" } });
  await socket.client.dispose();
});

test("the audit names the key beside the person, and stays whole", async () => {
  const ann = person("Ann");
  await Promise.all(Array.from({ length: 8 }, () => send(shop.as(ann.id), person("Bob"))));
  const rows = await nodes.rows
    .collection("audit")
    .find({ event: "SERVICE_ACT", keyId: toId(shop.id), actorId: toId(ann.id) })
    .toArray();
  expect(new Set(rows.map((row) => row["keyName"] as unknown))).toEqual(new Set(["Shop"]));
  const times = rows.map((row) => /^sendMessage(?: ×(\d+))?$/.exec(String(row["detail"])));
  const total = times.reduce((sum, found) => sum + (found ? Number(found[1] ?? 1) : 0), 0);
  expect(total).toBeGreaterThanOrEqual(8);
  const verify = () =>
    createApp(nodes.here.config).administer((founding) => founding.verifyAudit(null));
  expect(await verify()).toMatchObject({ fault: null });
  await nodes.rows
    .collection("audit")
    .updateOne({ event: "SERVICE_ACT" }, { $set: { keyName: "Somebody else" } });
  expect(await verify()).not.toMatchObject({ fault: null });
});
