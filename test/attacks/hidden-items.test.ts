import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SetBlockedDocument, UsersDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

test("A-45: what is hidden from a page does not end the list", async () => {
  const crowd: Person[] = [];
  for (let count = 0; count < 6; count += 1) crowd.push(await signUp(app, "Zoe"));
  for (const { id } of crowd.slice(0, 4))
    await ask(app, ann, SetBlockedDocument, { userId: id, blocked: true });
  const names: string[] = [];
  for (let after: string | null | undefined, pages = 0; pages < 9; pages += 1) {
    const variables = { query: "zoe", first: 1, ...(after && { after }) };
    const { users } = await ask(app, ann, UsersDocument, variables);
    names.push(...users.nodes.map(({ id }) => id));
    after = users.pageInfo.endCursor;
    if (!users.pageInfo.hasNextPage) break;
    expect(after).toBeTruthy();
  }
  const shown = new Set(crowd.slice(4).map(({ id }) => id));
  expect(names.filter((id) => shown.has(id)).sort()).toEqual([...shown].sort());

  // Whom somebody blocked stays on their list, as a tombstone: a page is full, and the next one goes on.
  const rows = await Rows.of(app);
  const email = { $in: crowd.slice(0, 2).map(({ email }) => email) };
  await rows.collection("users").updateMany({ email }, { $set: { deletedAt: new Date() } });
  await rows.close();
  const page = async (after: string | null): Promise<Page> => {
    const variables = { after };
    return (await post<Blocked>(app.url, BLOCKED, variables, ann.token)).data.viewer.blockedUsers;
  };
  const one = await page(null);
  const gone = { isDeleted: true };
  expect(one).toMatchObject({ nodes: [gone, gone], pageInfo: { hasNextPage: true } });
  const two = await page(one.pageInfo.endCursor);
  const there = { isDeleted: false };
  expect(two).toMatchObject({ nodes: [there, there], pageInfo: { hasNextPage: false } });
});

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface Blocked {
  readonly viewer: { readonly blockedUsers: Page };
}
const BLOCKED = `query ($after: String) { viewer { blockedUsers(first: 2, after: $after) {
  nodes { id isDeleted } pageInfo { hasNextPage endCursor } } } }`;
