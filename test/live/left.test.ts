import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  EditMessageDocument,
  MessageReceivedDocument,
  RemoveMemberDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

/** Two nodes that do not hear of each other: what the first writes, the second finds all at once. */
let here: TestApp;
let there: TestApp;
let people: [Person, Person, Person];
const open: Collector<MessagePartsFragment>[] = [];

beforeAll(async () => {
  const database = `left-${randomUUID().slice(0, 8)}`;
  [here, there] = [await startApp({ database }), await startApp({ database })];
  people = [await signUp(here, "Ann"), await signUp(here, "Bob"), await signUp(here, "Cleo")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await Promise.all([here.stop(), there.stop()]);
});

function listenTo(conversationId: string, person: Person): Collector<MessagePartsFragment> {
  const collector = new Collector<MessagePartsFragment>({
    ...{ url: there.url, token: person.token, document: MessageReceivedDocument },
    variables: { conversationId },
  });
  open.push(collector);
  return collector;
}

test("who was put out is not given what was changed afterwards, though it was written before", async () => {
  const [ann, bob, cleo] = people;
  const conversationId = await createGroup(here, ann, [bob, cleo]);
  const bodies = ({ items }: Collector<MessagePartsFragment>): unknown[] =>
    items.map(({ body }) => body);
  const [bobs, cleos] = [listenTo(conversationId, bob), listenTo(conversationId, cleo)];
  await until("both listen", () => there.open().live === 2);
  await send(here, ann, conversationId, "for all");
  await until("both have it", () => bobs.items.length === 1 && cleos.items.length === 1);

  const message = await send(here, ann, conversationId, "not edited yet");
  await ask(here, ann, RemoveMemberDocument, { conversationId, userId: bob.id });
  await ask(here, ann, EditMessageDocument, { id: message.id, body: "not for Bob" });
  await until("Cleo has all", () => cleos.items.length === 3);
  await until("Bob is told", () => bobs.items.at(-1)?.body === null);
  expect(bodies(cleos)).toEqual(["for all", "not for Bob", null]);
  expect(bodies(bobs)).toEqual(["for all", null]);
});

test("who was put out and taken back is given the first stay to its end, and then the second", async () => {
  const [ann, bob] = people;
  const conversationId = await createGroup(here, ann, [bob]);
  const before = there.open().live;
  const bobs = listenTo(conversationId, bob);
  await until("Bob listens", () => there.open().live === before + 1);
  await send(here, ann, conversationId, "seen");
  await until("Bob has it", () => bobs.items.length === 1);

  await send(here, ann, conversationId, "kept");
  const message = await send(here, ann, conversationId, "not edited yet");
  const member = { conversationId, userId: bob.id };
  await ask(here, ann, RemoveMemberDocument, member);
  await ask(here, ann, EditMessageDocument, { id: message.id, body: "not for Bob" });
  await send(here, ann, conversationId, "not for Bob either");
  await ask(here, ann, AddMembersDocument, { conversationId, userIds: [bob.id] });
  await send(here, ann, conversationId, "again");
  await until("Bob has all", () => bobs.items.at(-1)?.body === "again");
  const [removed, added] = [null, null];
  expect(bobs.items.map(({ body }) => body)).toEqual(["seen", "kept", removed, added, "again"]);
});
