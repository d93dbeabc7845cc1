import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  ConversationEventsDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  LeaveConversationDocument,
  MessageReceivedDocument,
  RemoveMemberDocument,
  SetReactionDocument,
  type ConversationEventsSubscription,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

type Event = ConversationEventsSubscription["conversationEvents"];

let app: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;
const open: Collector<never>[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob, cid] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cid")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await app.stop();
});

function follow(person: Person, variables: Record<string, unknown> = {}): Collector<Event> {
  const document = ConversationEventsDocument;
  const collector = new Collector<Event>({
    url: app.url,
    token: person.token,
    document,
    variables,
  });
  open.push(collector as never);
  return collector;
}

async function caughtUp(person: Person, variables: Record<string, unknown> = {}) {
  const collector = follow(person, variables);
  await until("caught up", () => collector.items.some((one) => one.__typename === "CaughtUp"));
  return collector;
}

const changesOf = (events: readonly Event[]): unknown[] =>
  events.flatMap<unknown>((event) =>
    event.__typename === "MessageChanged"
      ? [[event.change, event.message.seq, event.revision, event.replayed]]
      : [event.__typename],
  );

test("every change arrives in order; who was away gets the latest state and then goes live", async () => {
  const id = await openDirect(app, ann, bob);
  const live = await caughtUp(bob, { conversationId: id });
  expect(live.items).toEqual([{ __typename: "CaughtUp", replayedCount: 0, unlisted: [id] }]);
  const first = await send(app, ann, id, "one");
  await send(app, ann, id, "two");
  await ask(app, ann, EditMessageDocument, { id: first.id, body: "won" });
  await ask(app, bob, SetReactionDocument, { messageId: first.id, emoji: "👍", active: true });
  await until("four changes", () => live.items.length === 5);
  expect(changesOf(live.items)).toEqual([
    "CaughtUp",
    ["CREATED", 1, 1, false],
    ["CREATED", 2, 2, false],
    ["EDITED", 1, 3, false],
    ["REACTIONS", 1, 4, false],
  ]);
  const since = (revision: number) => ({ since: [{ conversationId: id, revision }] });
  const fromStart = await caughtUp(bob, since(0));
  expect(changesOf(fromStart.items)).toEqual([
    ["CREATED", 2, 2, true],
    ["CREATED", 1, 4, true],
    "CaughtUp",
  ]);
  const fromThree = await caughtUp(ann, since(3));
  expect(fromThree.items).toMatchObject([
    { change: "REACTIONS", revision: 4, replayed: true, message: { body: "won" } },
    { __typename: "CaughtUp", replayedCount: 1 },
  ]);
  const beyond = await caughtUp(ann, since(99));
  await ask(app, ann, DeleteMessageDocument, { id: first.id });
  for (const { items } of [fromStart, fromThree, beyond]) {
    await until("live", () => items.at(-1)?.__typename === "MessageChanged");
    expect(changesOf(items).at(-1)).toEqual(["DELETED", 1, 5, false]);
  }
});

test("CaughtUp names the conversations that the client did not", async () => {
  const [eve, fay] = [await signUp(app, "Eve"), await signUp(app, "Fay")];
  const known = await openDirect(app, eve, fay);
  const unknown = await createGroup(app, fay, [eve]);
  const events = await caughtUp(eve, { since: [{ conversationId: known, revision: 0 }] });
  expect(events.items).toEqual([{ __typename: "CaughtUp", replayedCount: 0, unlisted: [unknown] }]);
});

test("joining and leaving begin and end a conversation within one subscription", async () => {
  const all = await caughtUp(cid);
  const messages = new Collector<MessagePartsFragment>({
    url: app.url,
    token: cid.token,
    document: MessageReceivedDocument,
  });
  open.push(messages as never);
  const id = await createGroup(app, ann, [bob]);
  const early = await send(app, ann, id, "before");
  await ask(app, ann, AddMembersDocument, { conversationId: id, userIds: [cid.id] });
  await send(app, ann, id, "after");
  // What somebody may not read stays unread when it changes.
  await ask(app, ann, EditMessageDocument, { id: early.id, body: "changed" });
  const last = await send(app, ann, id, "last");
  await ask(app, ann, RemoveMemberDocument, { conversationId: id, userId: cid.id });
  await send(app, ann, id, "without cid");
  await ask(app, ann, EditMessageDocument, { id: last.id, body: "without cid" });
  const direct = await openDirect(app, ann, cid);
  await send(app, ann, direct, "end");
  await until("the end", () =>
    all.items.some((one) => one.__typename === "MessageChanged" && one.message.body === "end"),
  );
  const bodies = all.items.flatMap((one) =>
    one.__typename === "MessageChanged" ? [one.message.systemEvent ?? one.message.body] : [],
  );
  expect(bodies).toEqual(["MEMBER_ADDED", "after", "last", "MEMBER_REMOVED", "end"]);
  await until("messages", () => messages.items.at(-1)?.body === "end");
  expect(messages.items.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 1]);
  expect([...all.errors, ...messages.errors]).toEqual([]);
});

test("a subscription to one conversation completes when its member leaves", async () => {
  const id = await createGroup(app, ann, [bob]);
  const events = await caughtUp(bob, { conversationId: id });
  await ask(app, bob, LeaveConversationDocument, { id });
  await until("complete", () => events.completed);
  expect(events.items.at(-1)).toMatchObject({ message: { systemEvent: "MEMBER_LEFT" } });
});

test("A-24: nobody follows a conversation that is not theirs", async () => {
  const id = await openDirect(app, ann, bob);
  const events = follow(cid, { conversationId: id });
  await until("refused", () => events.errors.length > 0);
  expect(events.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  const named = await caughtUp(cid, { since: [{ conversationId: id, revision: 0 }] });
  await send(app, ann, id, "private");
  await send(app, ann, await openDirect(app, ann, cid), "for cid");
  await until("live", () => named.items.length > 1);
  expect(named.items).toMatchObject([
    { __typename: "CaughtUp", replayedCount: 0 },
    { message: { body: "for cid" } },
  ]);
});
