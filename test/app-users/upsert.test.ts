import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  SetRoleDocument,
  UpsertUsersDocument,
  ViewerDocument,
  type UpsertUserInput as AnyInput,
} from "../generated/graphql.js";
import { codeOf } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp } from "../support/people.js";
import { ask, backend, rootOf, type Backend } from "../support/services.js";

type UpsertUserInput = AnyInput & { externalId: string };

let nodes: NodePair;
let shop: Backend;
beforeAll(async () => {
  nodes = await startNodePair();
  shop = await backend(nodes.here, ["USERS_WRITE", "ACT_AS"]);
}, 120_000);
afterAll(() => nodes.stop());

const upsert = (users: UpsertUserInput[], at = nodes.here) =>
  ask(at, shop.headers, UpsertUsersDocument, { users });
const fresh = (name = "Ann"): UpsertUserInput => ({ externalId: randomUUID(), name });
const stored = (externalId: string) =>
  nodes.rows.collection("users").find({ externalId }).toArray();

test("users of the app are made once, and brought up to date after that", async () => {
  const [ann, bob] = [fresh("Ann"), fresh("Bob")];
  const first = (await upsert([ann, bob])).data.upsertUsers;
  expect(first.map(({ created }) => created)).toEqual([true, true]);
  expect(first.map(({ user }) => user.externalId)).toEqual([ann.externalId, bob.externalId]);
  const again = (await upsert([bob, { ...ann, name: "Anna" }, fresh("Cid")], nodes.there)).data;
  expect(again.upsertUsers.map(({ created, user }) => [created, user.name])).toEqual([
    [false, "Bob"],
    [false, "Anna"],
    [true, "Cid"],
  ]);
  expect(again.upsertUsers[1]?.user.id).toBe(first[0]?.user.id);
  const viewer = await ask(nodes.there, shop.as(`ext:${ann.externalId}`), ViewerDocument);
  expect(viewer.data.viewer).toMatchObject({
    ...{ role: "USER", provider: "SERVICE", email: "" },
    user: { name: "Anna" },
    settings: { groupInvites: "EVERYONE" },
  });
});

test("what is left out stays, and null takes away", async () => {
  const ann = fresh();
  const email = `${randomUUID()}@example.com`;
  const avatarUrl = "https://cdn.example.com/a.png?size=2";
  await upsert([{ ...ann, email, avatarUrl }]);
  const kept = (await upsert([ann], nodes.there)).data.upsertUsers[0];
  expect(kept?.user.avatarUrl).toBe(avatarUrl);
  expect(await stored(ann.externalId)).toMatchObject([{ email }]);
  const bare = (await upsert([{ ...ann, email: null, avatarUrl: null }])).data.upsertUsers[0];
  expect(bare?.user.avatarUrl).toBeNull();
  expect((await stored(ann.externalId))[0]).not.toHaveProperty("email");
});

test("a second pass over the same users writes nothing", async () => {
  const users = Array.from({ length: 100 }, (_, at) => ({
    ...fresh(`Number ${at}`),
    email: `${randomUUID()}@example.com`,
  }));
  await upsert(users);
  const before = await nodes.rows.collection("users").find().toArray();
  const answer = await upsert(users, nodes.there);
  expect(answer.data.upsertUsers.some(({ created }) => created)).toBe(false);
  expect(await nodes.rows.collection("users").find().toArray()).toEqual(before);
});

test.each([
  "user 1",
  "Ünï-ключ-鍵",
  "e\u0301",
  "\u00e9",
  "👩‍🚀",
  "a\0b",
  "$ne",
  "x".repeat(256),
  "ё".repeat(128),
])("%j is one account, whichever nodes are asked for it at once", async (suffix) => {
  const room = 256 - Buffer.byteLength(suffix);
  const externalId = room >= 8 ? `${suffix}${randomUUID().slice(0, 8)}` : suffix;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      upsert([{ externalId, name: "Ann" }], at % 2 ? nodes.here : nodes.there),
    ),
  );
  const upserted = answers.map(({ data }) => data.upsertUsers[0]);
  expect(new Set(upserted.map((one) => one?.user.id)).size).toBe(1);
  expect(upserted.filter((one) => one?.created)).toHaveLength(1);
  expect(await stored(externalId)).toHaveLength(1);
});

const lone = "\ud800";
test.each<[string, Partial<UpsertUserInput>, string]>([
  ["an empty id", { externalId: "" }, "externalId"],
  ["an id of 257 bytes", { externalId: "x".repeat(257) }, "externalId"],
  ["an id of 258 bytes of Cyrillic", { externalId: "ё".repeat(129) }, "externalId"],
  ["an id with half a character", { externalId: `a${lone}` }, "externalId"],
  ["no name", { name: " " }, "name"],
  ["a picture without https", { avatarUrl: "http://example.com/a.png" }, "avatarUrl"],
  ["a picture in a script", { avatarUrl: "javascript:alert(1)" }, "avatarUrl"],
  ["a picture with a password", { avatarUrl: "https://a:b@example.com/" }, "avatarUrl"],
  ["a picture that is no address", { avatarUrl: "a.png" }, "avatarUrl"],
  ["a long address", { avatarUrl: `https://example.com/${"x".repeat(2_048)}` }, "avatarUrl"],
])("%s is refused, and nobody is written", async (_what, wrong, field) => {
  const good = fresh();
  const { errors } = await upsert([good, { ...fresh(), ...wrong }]);
  expect(errors?.[0]?.extensions).toMatchObject({
    ...{ code: "BAD_USER_INPUT", field: `users.1.${field}` },
  });
  expect(await stored(good.externalId)).toEqual([]);
});

test("one to a hundred users come at a time, each once", async () => {
  const one = fresh();
  for (const users of [[], Array.from({ length: 101 }, () => fresh()), [one, one]])
    expect(codeOf(await upsert(users))).toBe("BAD_USER_INPUT");
  expect(await stored(one.externalId)).toEqual([]);
});

test("an address belongs to one account, whoever asks first", async () => {
  const ann = await signUp(nodes.here, "Ann");
  const mine = fresh();
  const taken = await upsert([mine, { ...fresh(), email: ann.email }]);
  expect(taken.errors?.[0]?.extensions).toMatchObject({ code: "CONFLICT", field: "users.1.email" });
  expect(await stored(mine.externalId)).toEqual([]);
  const email = `${randomUUID()}@example.com`;
  const twice = await upsert([
    { ...fresh(), email },
    { ...fresh(), email },
  ]);
  expect(codeOf(twice)).toBe("CONFLICT");
  const race = await Promise.all(
    [nodes.here, nodes.there, nodes.here].map((at) => upsert([{ ...fresh(), email }], at)),
  );
  expect(race.map(codeOf).sort()).toEqual(["CONFLICT", "CONFLICT", undefined]);
  expect(await nodes.rows.collection("users").find({ email }).toArray()).toHaveLength(1);
});

test("an administrator's account is not the app's to change", async () => {
  const ann = fresh();
  const { user } = (await upsert([ann])).data.upsertUsers[0] ?? {};
  const role = { userId: user?.id ?? "", role: "ADMIN" } as const;
  await ask(nodes.here, await rootOf(nodes.here), SetRoleDocument, role);
  const email = `${randomUUID()}@example.com`;
  expect(codeOf(await upsert([{ ...ann, email }], nodes.there))).toBe("FORBIDDEN");
  expect((await stored(ann.externalId))[0]).not.toHaveProperty("email");
});
