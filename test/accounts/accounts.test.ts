import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AccountsDocument,
  DeleteAccountDocument,
  SetAccountActiveDocument,
  SetRoleDocument,
  SuspendUserDocument,
  UpsertUsersDocument,
  type AccountsQuery,
  type AccountsQueryVariables,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import { openDirect } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { ask, backend, rootOf, type Backend } from "../support/services.js";

let nodes: NodePair;
let root: Record<string, string>;
let reader: Backend;
const people = new Map<string, Person>();
const person = (name: string): Person => {
  const found = people.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
const externalId = `customer ${randomUUID()}`;

beforeAll(async () => {
  nodes = await startNodePair();
  root = await rootOf(nodes.here);
  reader = await backend(nodes.here, ["USERS_READ"]);
  const writer = await backend(nodes.here, ["USERS_WRITE"]);
  for (const name of ["Active", "Suspended", "Served", "Deactivated", "Erased", "Raised"])
    people.set(name, await signUp(nodes.here, name));
  const users = [{ externalId, name: "Customer" }];
  await ask(nodes.here, writer.headers, UpsertUsersDocument, { users });
  const reason = "a test";
  const suspended = { userId: person("Suspended").id, reason };
  await ask(nodes.here, root, SuspendUserDocument, suspended);
  await ask(nodes.here, root, SuspendUserDocument, { userId: person("Served").id, reason });
  // Its end has come.
  await nodes.rows
    .collection("users")
    .updateOne({ _id: toId(person("Served").id) }, { $set: { suspendedUntil: new Date(1) } });
  const off = { userId: person("Deactivated").id, active: false };
  await ask(nodes.here, writer.headers, SetAccountActiveDocument, off);
  const proof = { password: PASSWORD };
  await post(nodes.here.url, DeleteAccountDocument, proof, person("Erased").token);
  const role = { userId: person("Raised").id, role: "ADMIN" } as const;
  await ask(nodes.here, root, SetRoleDocument, role);
}, 120_000);
afterAll(() => nodes.stop());

const find = (wanted: AccountsQueryVariables, headers = reader.headers, at = nodes.there) =>
  ask(at, headers, AccountsDocument, wanted);
const idsOf = async (wanted: AccountsQueryVariables): Promise<string[]> =>
  (await find(wanted)).data.accounts.nodes.map(({ user }) => user.id);

test.each([
  ["ACTIVE", ["Active", "Served", "Raised"], ["Suspended", "Deactivated", "Erased"]],
  ["SUSPENDED", ["Suspended"], ["Active", "Served", "Deactivated", "Erased"]],
  ["DEACTIVATED", ["Deactivated"], ["Active", "Served", "Suspended", "Erased"]],
  ["ERASED", ["Erased"], ["Active", "Served", "Suspended", "Deactivated"]],
] as const)("accounts that are %s are found as such", async (state, those, others) => {
  const found = await idsOf({ state });
  for (const name of those) expect([name, found.includes(person(name).id)]).toEqual([name, true]);
  for (const name of others) expect([name, found.includes(person(name).id)]).toEqual([name, false]);
  const { data } = await find({ state });
  expect(new Set(data.accounts.nodes.map((one) => one.state))).toEqual(new Set([state]));
});

test("by address, by the app's id, by name and by role, and by all that is given", async () => {
  const active = person("Active");
  expect(await idsOf({ email: active.email.toUpperCase() })).toEqual([active.id]);
  const own = (await find({ externalId })).data.accounts.nodes;
  expect(own).toMatchObject([
    { email: null, role: "USER", state: "ACTIVE", user: { externalId, name: "Customer" } },
  ]);
  expect(await idsOf({ query: "activ" })).toEqual([active.id]);
  expect(await idsOf({ role: "ADMIN" })).toEqual([person("Raised").id]);
  expect(await idsOf({ role: "ADMIN", query: "activ" })).toEqual([]);
  expect(await idsOf({ email: "nobody@example.com" })).toEqual([]);
  expect(await idsOf({ email: person("Erased").email })).toEqual([]);
});

test("an account is shown with what its owner alone else sees", async () => {
  const [active, admin] = [person("Active"), person("Raised")];
  await openDirect(nodes.here, active, admin);
  const { data } = await find({ email: active.email }, root);
  expect(data.accounts.nodes).toMatchObject([
    {
      email: active.email,
      suspendedUntil: null,
      createdAt: expect.any(String),
      conversationCount: 1,
      sessions: [{ issuedBy: null }],
    },
  ]);
  const [erased] = (await find({ state: "ERASED" })).data.accounts.nodes;
  expect(erased).toMatchObject({
    ...{ email: null, sessions: [], conversationCount: 0 },
    user: { id: person("Erased").id, isDeleted: true, name: "Deleted account" },
  });
});

test("pages go on where they ended, in the order in which accounts were made", async () => {
  const all = await idsOf({});
  const paged: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page: AccountsQuery["accounts"] = (await find({ first: 3, after })).data.accounts;
    paged.push(...page.nodes.map(({ user }) => user.id));
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  expect(paged).toEqual(all);
  expect(all).toEqual([...all].sort());
});

test.each<[string, AccountsQueryVariables]>([
  ["a letter", { query: "a" }],
  ["a long name", { query: "a".repeat(61) }],
  ["no external id", { externalId: "" }],
  ["half a character", { externalId: "\ud800" }],
  ["a page of none", { first: 0 }],
  ["a page of 101", { first: 101 }],
  ["a cursor of elsewhere", { after: "x" }],
])("%s is refused", async (_what, wanted) => {
  expect(codeOf(await find(wanted))).toBe("BAD_USER_INPUT");
});

test("people do not see accounts, and services with another scope neither", async () => {
  const token = { authorization: `Bearer ${person("Active").token}` };
  expect(codeOf(await find({}, token))).toBe("FORBIDDEN");
  const other = await backend(nodes.here, ["ACT_AS", "USERS_WRITE"]);
  expect(codeOf(await find({}, other.headers))).toBe("FORBIDDEN");
  expect(codeOf(await find({}, other.as(person("Active").id)))).toBe("FORBIDDEN");
  expect(codeOf(await find({}, root))).toBeUndefined();
});
