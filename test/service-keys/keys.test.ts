import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CreateServiceKeyDocument,
  RevokeServiceKeyDocument,
  ServiceKeysDocument,
  UserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { isWithin } from "../../src/account/service-keys/service-networks.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { SocketSession } from "../../src/edge/server/socket-session.js";
import { toId } from "../../src/platform/core/id.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";
import { ask, backend, openSocket, rootOf } from "../support/services.js";

let nodes: NodePair;
let root: Record<string, string>;
let ann: Person;
beforeAll(async () => {
  nodes = await startNodePair();
  root = await rootOf(nodes.here);
  ann = await signUp(nodes.here, "Ann");
}, 120_000);
afterAll(() => nodes.stop());

const READ = ["USERS_READ"] as const;
const readAnn = (headers: Record<string, string>, at = nodes.there) =>
  ask(at, headers, UserDocument, { id: ann.id });

test("a super admin makes a key, whose secret is shown once and stored nowhere", async () => {
  const variables = { name: "Shop", scopes: [...READ], networks: ["10.0.0.0/8", "127.0.0.1"] };
  const made = await ask(nodes.here, root, CreateServiceKeyDocument, variables);
  const { secret, key } = made.data.createServiceKey;
  expect(secret).toMatch(new RegExp(`^cfs_${key.id}_[\\w-]{43}$`));
  expect(key).toMatchObject({ ...variables, expiresAt: null, lastUsedAt: null });
  expect((await readAnn({ authorization: `Server ${secret}` })).data.user).toMatchObject({
    id: ann.id,
    name: "Ann",
  });
  const listed = (await ask(nodes.there, root, ServiceKeysDocument)).data.serviceKeys;
  expect(listed.find(({ id }) => id === key.id)).toBeDefined();
  const stored = JSON.stringify(await nodes.rows.all());
  expect(stored).not.toContain(secret.slice(-43));
  await until("its use is noted", async () => {
    const now = (await ask(nodes.here, root, ServiceKeysDocument)).data.serviceKeys;
    return now.find(({ id }) => id === key.id)?.lastUsedAt !== null;
  });
});

test.each([
  ["an empty name", { name: " " }, "name"],
  ["a name with a line break", { name: "a\nb" }, "name"],
  ["a name that is too long", { name: "x".repeat(101) }, "name"],
  ["no scope", { scopes: [] }, "scopes"],
  ["an end that has passed", { expiresAt: "2020-01-01T00:00:00.000Z" }, "expiresAt"],
  ["no network", { networks: ["everywhere"] }, "networks"],
  ["too many bits", { networks: ["10.0.0.0/33"] }, "networks"],
  ["a network with a zone", { networks: ["fe80::1%eth0"] }, "networks"],
  ["21 networks", { networks: Array.from({ length: 21 }, (_, at) => `10.0.0.${at}`) }, "networks"],
])("%s is refused, and no key is made", async (_what, wrong, field) => {
  const before = (await ask(nodes.here, root, ServiceKeysDocument)).data.serviceKeys.length;
  const variables = { name: "x", scopes: [...READ], ...wrong };
  const { errors } = await ask(nodes.here, root, CreateServiceKeyDocument, variables);
  expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field });
  const after = (await ask(nodes.here, root, ServiceKeysDocument)).data.serviceKeys.length;
  expect(after).toBe(before);
});

test("whatever is wrong with a key, nothing is told of it", async () => {
  const good = await backend(nodes.here, READ);
  const [tail, flipped] = [good.secret.slice(0, -1), good.secret.endsWith("A") ? "B" : "A"];
  const ending = await backend(nodes.here, READ, { expiresAt: "2100-01-01T00:00:00.000Z" });
  await readAnn(ending.headers);
  const elsewhere = await backend(nodes.here, READ, { networks: ["10.1.2.0/24", "2001:db8::/32"] });
  const revoked = await backend(nodes.here, READ);
  await readAnn(revoked.headers);
  await ask(nodes.here, root, RevokeServiceKeyDocument, { id: revoked.id });
  const key = { _id: toId(ending.id) };
  await nodes.rows.collection("service_keys").updateOne(key, { $set: { expiresAt: new Date() } });
  await until("its end is known", async () => (await readAnn(ending.headers)).status === 401);
  const wrong = [
    ...[elsewhere.secret, ending.secret, revoked.secret, `${tail}${flipped}`, `${good.secret} x`],
    ...[`cfs_${"f".repeat(24)}_${"x".repeat(43)}`, "cfs_", "", ann.token, good.secret.slice(4)],
  ];
  const answers = await Promise.all(
    wrong.map(async (secret) => {
      const { status, errors } = await readAnn({ authorization: `Server ${secret}` });
      return { status, message: errors?.[0]?.message, code: errors?.[0]?.extensions.code };
    }),
  );
  const [first] = answers;
  expect(first).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
  for (const answer of answers) expect(answer).toEqual(first);
  // A key is no token of a person's scheme either.
  expect((await readAnn({ authorization: `Bearer ${good.secret}` })).status).toBe(401);
});

test.each([
  [["10.0.0.0/8"], "10.255.0.1", true],
  [["10.0.0.0/8"], "11.0.0.1", false],
  [["10.0.0.0/8"], "::ffff:10.0.0.1", true],
  [["2001:db8::/32"], "2001:db8:1::1", true],
  [["2001:db8::/32"], "2001:db9::1", false],
  [["::1", "127.0.0.1"], "::1", true],
  [[], "192.0.2.1", true],
  [["10.0.0.0/8"], "", false],
])("of %j is %s: %s", (networks, address, within) => {
  expect(isWithin(networks, address)).toBe(within);
});

test("a key opens what its scope says, and nothing of people", async () => {
  const reader = await backend(nodes.here, READ);
  const actor = await backend(nodes.here, ["ACT_AS"]);
  expect(codeOf(await readAnn(actor.headers))).toBe("FORBIDDEN");
  expect((await ask(nodes.there, reader.headers, ViewerDocument)).data.viewer).toBeNull();
  for (const mutation of ["logout", 'refresh(refreshToken: "x") { tokens { tokenType } }'])
    expect(codeOf(await ask(nodes.there, reader.headers, `mutation { ${mutation} }`))).toBe(
      "FORBIDDEN",
    );
  const asking = { id: ann.id };
  expect(codeOf(await post(nodes.there.url, UserDocument, asking))).toBe("UNAUTHENTICATED");
});

test("a revoked key is no good on any node within a second, and its sockets close on each", async () => {
  const gone = await backend(nodes.here, [...READ, "ACT_AS"]);
  const authorization = `Server ${gone.secret}`;
  for (const node of [nodes.here, nodes.there])
    expect((await readAnn(gone.headers, node)).errors).toBeUndefined();
  const sockets = await Promise.all([
    openSocket(nodes.here, { authorization }),
    openSocket(nodes.there, { authorization }),
    openSocket(nodes.there, { Authorization: authorization, actAs: ann.id }),
  ]);
  const other = await openSocket(nodes.there, { authorization: `Bearer ${ann.token}` });
  const before = runningClock();
  const answer = await ask(nodes.here, root, RevokeServiceKeyDocument, { id: gone.id });
  expect(answer.errors).toBeUndefined();
  await until("all of them are closed", () => sockets.every(({ closes }) => closes.length > 0));
  await until("the other node knows", async () => (await readAnn(gone.headers)).status === 401);
  expect(runningClock() - before).toBeLessThan(1_000);
  for (const { closes } of sockets)
    expect(closes).toEqual([{ code: 4401, reason: "SESSION_REVOKED" }]);
  expect(other.closes).toEqual([]);
  const again = await ask(nodes.there, root, RevokeServiceKeyDocument, { id: gone.id });
  expect(codeOf(again)).toBe("NOT_FOUND");
  await Promise.all([...sockets, other].map(({ client }) => client.dispose()));
});

test("the socket of a key is closed at its end, and no earlier however far that is", async () => {
  const closes: string[] = [];
  const session = (expiresAt: Date): SocketSession => {
    const opened = new SocketSession({
      expiryGraceMs: 3_600_000,
      close: (code, reason) => closes.push(`${code} ${reason}`),
      arrive: () => () => undefined,
    });
    const service = { keyId: toId(ann.id), name: "x", scopes: [] };
    opened.signIn({ viewer: null, service, expiresAt, credentials: "valid" });
    return opened;
  };
  const far = session(new Date("2100-01-01"));
  const near = session(new Date(Date.now() + 20));
  await until("the near one is closed", () => closes.length > 0);
  expect(closes).toEqual(["4403 TOKEN_EXPIRED"]);
  for (const one of [far, near]) one.release();
});

test("a super admin whose login is not of now proves it again", async () => {
  await nodes.rows.age("sessions", 11 * 60_000);
  const make = (password: string | null) =>
    ask(nodes.there, root, CreateServiceKeyDocument, { name: "x", scopes: [...READ], password });
  expect(codeOf(await make(null))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await make("wrong"))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await make(PASSWORD))).toBeUndefined();
});
