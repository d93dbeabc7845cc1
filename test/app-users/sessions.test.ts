import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  EndUserSessionsDocument,
  IssueTokensDocument,
  RefreshDocument,
  SetAccountActiveDocument,
  SetRoleDocument,
  UpsertUsersDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import type { TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, signUp } from "../support/people.js";
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
const endSessions = (whom: object, at = nodes.here, headers = shop.headers) =>
  ask(at, headers, EndUserSessionsDocument, whom);

test("the app ends somebody's sessions within a second, on all nodes, and they may come again", async () => {
  const [ann, bob] = [await appUser(), await appUser("Bob")];
  const [here, there, others] = [
    (await issue({ userId: ann.id }, nodes.here)).data.issueTokens,
    (await issue({ userId: ann.id }, nodes.there)).data.issueTokens,
    (await issue({ userId: bob.id })).data.issueTokens,
  ];
  const open = (at: TestApp, { accessToken }: { accessToken: string }) =>
    openSocket(at, { authorization: `Bearer ${accessToken}` });
  const sockets = await Promise.all(
    [here, there].flatMap((tokens) => [open(nodes.here, tokens), open(nodes.there, tokens)]),
  );
  const theirs = await open(nodes.there, others);
  const ended = await endSessions({ externalId: ann.externalId });
  const answered = performance.now();
  expect(ended.data.endUserSessions.id).toBe(ann.id);
  await until("all are closed", () => sockets.every(({ closes }) => closes.length > 0));
  expect(performance.now() - answered).toBeLessThan(1_000);
  for (const { closes } of sockets)
    expect(closes).toEqual([{ code: 4401, reason: "SESSION_REVOKED" }]);
  for (const { url } of [nodes.here, nodes.there])
    for (const { accessToken, refreshToken } of [here, there]) {
      expect((await post(url, ViewerDocument, {}, accessToken)).status).toBe(401);
      expect(codeOf(await post(url, RefreshDocument, { refreshToken }))).toBe("REFRESH_INVALID");
    }
  expect(theirs.closes).toEqual([]);
  expect((await post(nodes.there.url, ViewerDocument, {}, others.accessToken)).status).toBe(200);
  const again = (await issue({ userId: ann.id })).data.issueTokens.accessToken;
  expect(codeOf(await endSessions({ userId: ann.id }, nodes.there))).toBeUndefined();
  expect((await post(nodes.here.url, ViewerDocument, {}, again)).status).toBe(401);
  expect(codeOf(await issue({ userId: ann.id }))).toBeUndefined();
  const rows = await nodes.rows
    .collection("audit")
    .find({ subjectId: toId(ann.id), event: "SESSIONS_ENDED" })
    .toArray();
  expect(rows.map((row) => row["keyName"] as unknown)).toEqual(["Shop", "Shop"]);
  await Promise.all([...sockets, theirs].map(({ client }) => client.dispose()));
});

test("what the app itself does in somebody's name goes on when their sessions end, and not when they are deactivated", async () => {
  const ann = await appUser();
  const acting = { authorization: `Server ${shop.secret}`, actAs: `ext:${ann.externalId}` };
  const sockets = [await openSocket(nodes.here, acting), await openSocket(nodes.there, acting)];
  const { accessToken } = (await issue({ userId: ann.id })).data.issueTokens;
  const own = await openSocket(nodes.there, { authorization: `Bearer ${accessToken}` });
  await endSessions({ userId: ann.id });
  await until("her own socket is closed", () => own.closes.length > 0);
  for (const { url } of [nodes.here, nodes.there]) {
    const answer = await ask({ url }, shop.as(ann.id), ViewerDocument);
    expect(answer.data.viewer?.user.id).toBe(ann.id);
  }
  expect(sockets.flatMap(({ closes }) => closes)).toEqual([]);
  const { externalId } = ann;
  const before = runningClock();
  await ask(nodes.here, shop.headers, SetAccountActiveDocument, { externalId, active: false });
  await until("all are closed", () => sockets.every(({ closes }) => closes.length > 0));
  expect(runningClock() - before).toBeLessThan(1_000);
  await Promise.all([...sockets, own].map(({ client }) => client.dispose()));
});

test("whose sessions are ended is said by one id, to nobody who may not end them", async () => {
  const ann = await appUser();
  const raised = await signUp(nodes.here, "Raised");
  await ask(nodes.here, root, SetRoleDocument, { userId: raised.id, role: "ADMIN" });
  const admin = { authorization: `Admin ${(await logIn(nodes.here, raised.email)).token}` };
  const writer = await backend(nodes.here, ["USERS_WRITE", "ACT_AS"]);
  const cases: [object, Record<string, string>, string | undefined][] = [
    [{}, shop.headers, "BAD_USER_INPUT"],
    [{ userId: ann.id, externalId: ann.externalId }, shop.headers, "BAD_USER_INPUT"],
    [{ externalId: randomUUID() }, shop.headers, "NOT_FOUND"],
    [{ userId: raised.id }, shop.headers, "NOT_FOUND"],
    // Nothing is told of who is there.
    [{ externalId: ann.externalId }, shop.as(ann.id), "FORBIDDEN"],
    [{ externalId: randomUUID() }, shop.as(ann.id), "FORBIDDEN"],
    [{ externalId: ann.externalId }, writer.headers, "FORBIDDEN"],
    [{ externalId: randomUUID() }, admin, "NOT_FOUND"],
    [{ userId: raised.id }, admin, "BAD_USER_INPUT"],
    [{ externalId: ann.externalId }, admin, undefined],
    [{ userId: raised.id }, root, undefined],
  ];
  for (const [whom, headers, code] of cases)
    expect([whom, codeOf(await endSessions(whom, nodes.there, headers))]).toEqual([whom, code]);
});
