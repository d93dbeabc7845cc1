import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AnswerContactRequestDocument,
  BlockedUsersDocument,
  ContactsDocument,
  RemoveContactDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  type ContactsQuery,
  type ContactState,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const pair = async (): Promise<[Person, Person]> => [
  await signUp(app, "Ann"),
  await signUp(app, "Bob"),
];
const ask = (by: Person, other: Person) =>
  post(app.url, SendContactRequestDocument, { userId: other.id }, by.token);
const answer = (by: Person, other: Person, accept: boolean) =>
  post(app.url, AnswerContactRequestDocument, { userId: other.id, accept }, by.token);
const block = (by: Person, other: Person, blocked = true) =>
  post(app.url, SetBlockedDocument, { userId: other.id, blocked }, by.token);
const listed = async (by: Person, state: ContactState) => {
  const { data } = await post(app.url, ContactsDocument, { state }, by.token);
  return data.viewer?.contacts.nodes.map(({ id }) => id);
};

test("a request that is accepted makes both contacts of one another", async () => {
  const [ann, bob] = await pair();
  const asked = await ask(ann, bob);
  expect(asked.data.sendContactRequest.contactState).toBe("REQUEST_SENT");
  expect(await listed(bob, "REQUEST_RECEIVED")).toEqual([ann.id]);
  expect(await listed(ann, "REQUEST_SENT")).toEqual([bob.id]);
  const answered = await answer(bob, ann, true);
  expect(answered.data.answerContactRequest.contactState).toBe("CONTACT");
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
  ] as const)
    expect(await listed(one, "CONTACT")).toEqual([other.id]);
  expect(await listed(bob, "REQUEST_RECEIVED")).toEqual([]);
});

test("a request that is refused or taken back leaves nothing, and nobody answers their own", async () => {
  const [ann, bob] = await pair();
  await ask(ann, bob);
  const own = await answer(ann, bob, true);
  expect(own.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  expect((await answer(bob, ann, false)).data.answerContactRequest.contactState).toBe("NONE");
  await ask(ann, bob);
  const taken = await post(app.url, RemoveContactDocument, { userId: bob.id }, ann.token);
  expect(taken.data.removeContact.contactState).toBe("NONE");
  expect((await answer(bob, ann, true)).errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
});

test("A-60: requests of both at once, repeated, have one outcome: contacts", async () => {
  const [ann, bob] = await pair();
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, i) => (i % 2 ? ask(ann, bob) : ask(bob, ann))),
  );
  expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  expect(await listed(ann, "CONTACT")).toEqual([bob.id]);
  expect(await listed(bob, "CONTACT")).toEqual([ann.id]);
});

test("a block ends the contact, stops requests either way and is known to its maker alone", async () => {
  const [ann, bob] = await pair();
  await ask(ann, bob);
  await answer(bob, ann, true);
  expect((await block(bob, ann)).data.setBlocked).toMatchObject({
    contactState: "NONE",
    viewerHasBlocked: true,
  });
  expect(await listed(ann, "CONTACT")).toEqual([]);
  for (const [by, other] of [
    [ann, bob],
    [bob, ann],
  ] as const)
    expect((await ask(by, other)).errors?.[0]?.extensions.code).toBe("BLOCKED");
  const blocked = async (by: Person) =>
    (await post(app.url, BlockedUsersDocument, {}, by.token)).data.viewer?.blockedUsers.nodes;
  expect(await blocked(bob)).toMatchObject([{ id: ann.id, viewerHasBlocked: true }]);
  expect(await blocked(ann)).toEqual([]);
  await block(bob, ann, false);
  expect((await ask(ann, bob)).data.sendContactRequest.contactState).toBe("REQUEST_SENT");
});

test("blocks of both stand apart: one taken back leaves the other", async () => {
  const [ann, bob] = await pair();
  await Promise.all([block(ann, bob), block(bob, ann)]);
  await block(ann, bob, false);
  expect((await ask(ann, bob)).errors?.[0]?.extensions.code).toBe("BLOCKED");
});

type Page = NonNullable<ContactsQuery["viewer"]>["contacts"] | undefined;
const pageOf = async (by: Person, state: ContactState, after: string | null): Promise<Page> => {
  const { data } = await post(app.url, ContactsDocument, { state, first: 2, after }, by.token);
  return data.viewer?.contacts;
};

test("lists page without skipping, and a cursor of another list is refused", async () => {
  const ann = await signUp(app, "Ann");
  const others = await Promise.all(["Eve", "Fay", "Gil"].map((name) => signUp(app, name)));
  for (const other of others) await ask(ann, other);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Page = await pageOf(ann, "REQUEST_SENT", after);
    seen.push(...(page?.nodes.map(({ id }) => id) ?? []));
    after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    if (after) {
      const wrong = { state: "CONTACT" as const, first: 2, after };
      const refused = await post(app.url, ContactsDocument, wrong, ann.token);
      expect(refused.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    }
  } while (after);
  expect(seen).toEqual(others.map(({ id }) => id));
});

test("nobody is their own contact, and an unknown person is not found", async () => {
  const ann = await signUp(app, "Ann");
  expect((await ask(ann, ann)).errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  const nobody = { ...ann, id: "0".repeat(24) };
  expect((await ask(ann, nobody)).errors?.[0]?.extensions.code).toBe("NOT_FOUND");
});
