import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  ConversationEventsDocument,
  EditMessageDocument,
  MessageReceivedDocument,
  RemoveMemberDocument,
  type ConversationEventsSubscription,
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
const open: { close(): void }[] = [];

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

type Event = ConversationEventsSubscription["conversationEvents"];

function eventsOf(conversationId: string, person: Person): Collector<Event> {
  const collector = new Collector<Event>({
    ...{ url: there.url, token: person.token, document: ConversationEventsDocument },
    variables: { conversationId, since: [{ conversationId, revision: 1 }] },
  });
  open.push(collector);
  return collector;
}

/** What of a stay somebody is given; null: it is withheld, or says what happened. */
const bodies = ({ items }: Collector<MessagePartsFragment>): unknown[] =>
  items.map(({ body }) => body);

test("who was put out is given their stay to its end, and nothing that was changed afterwards", async () => {
  const [ann, bob, cleo] = people;
  const conversationId = await createGroup(here, ann, [bob, cleo]);
  const [bobs, cleos] = [listenTo(conversationId, bob), listenTo(conversationId, cleo)];
  const events = eventsOf(conversationId, bob);
  await until("all listen", () => there.open().live === 3);
  await send(here, ann, conversationId, "for all");
  await until("both have it", () => bobs.items.length === 1 && cleos.items.length === 1);
  const message = await send(here, ann, conversationId, "not edited yet");
  await ask(here, ann, RemoveMemberDocument, { conversationId, userId: bob.id });
  await ask(here, ann, EditMessageDocument, { id: message.id, body: "not for Bob" });
  await until("Cleo has all", () => cleos.items.length === 3);
  await until("Bob is told", () => bobs.completed && events.completed);
  expect(bodies(cleos)).toEqual(["for all", "not for Bob", null]);
  expect(bodies(bobs)).toEqual(["for all", null, null]);
  expect(bobs.items.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  // As if it were deleted, at its first revision.
  expect(bobs.items[1]).toMatchObject({ id: message.id, revision: 3 });
  const changes = events.items.flatMap((one) => (one.__typename === "MessageChanged" ? [one] : []));
  expect(changes.map(({ revision }) => revision)).toEqual([2, 3, 4]);
  const withheld = { body: null, deletedAt: expect.any(String), revision: 3 };
  expect(changes[1]).toMatchObject({ change: "CREATED", message: withheld });
});

test("what somebody had when they were put out is not taken from them", async () => {
  const [ann, bob, cleo] = people;
  const conversationId = await createGroup(here, ann, [bob, cleo]);
  const events = eventsOf(conversationId, bob);
  const known = await send(here, ann, conversationId, "seen");
  await until("Bob has it", () => events.items.some((one) => "message" in one));
  await ask(here, ann, RemoveMemberDocument, { conversationId, userId: bob.id });
  await ask(here, ann, EditMessageDocument, { id: known.id, body: "not for Bob" });
  await until("Bob is told", () => events.completed);
  const given = events.items.flatMap((one) => ("message" in one ? [one.message.body] : []));
  expect(given).toEqual(["seen", null]);
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
  const [withheld, removed, added] = [null, null, null];
  expect(bodies(bobs)).toEqual(["seen", "kept", withheld, removed, added, "again"]);
});
