import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  SetReactionDocument,
  type ConversationEventsSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

type Event = ConversationEventsSubscription["conversationEvents"];

/** More than a page of a replay. */
const COUNT = 150;

let app: TestApp;
let ann: Person;
let bob: Person;
const open: Collector<Event>[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await app.stop();
});

function follow(conversationId: string, revision: number): readonly Event[] {
  const collector = new Collector<Event>({
    ...{ url: app.url, token: bob.token, document: ConversationEventsDocument },
    variables: { conversationId, since: [{ conversationId, revision }] },
  });
  open.push(collector);
  return collector.items;
}

const changes = (events: readonly Event[]): Record<number, string[]> => {
  const bySeq: Record<number, string[]> = {};
  for (const event of events)
    if (event.__typename === "MessageChanged")
      bySeq[event.message.seq] = [...(bySeq[event.message.seq] ?? []), event.change];
  return bySeq;
};

test("what a reader never had is new, wherever its latest change stands", async () => {
  const id = await openDirect(app, ann, bob);
  const messages: { readonly id: string }[] = [];
  for (let at = 0; at < COUNT; at += 1) messages.push(await send(app, ann, id, `${at}`));
  const react = (at: number, emoji: string) =>
    ask(app, ann, SetReactionDocument, { messageId: messages[at]!.id, emoji, active: true });
  await react(0, "👍");
  await react(70, "👍");
  // Two at once at the same place share the pages, not what is new to them.
  const readers = [follow(id, 0), follow(id, 1), follow(id, 0), follow(id, 100)];
  const isCaughtUp = ({ __typename }: Event): boolean => __typename === "CaughtUp";
  await until("all have all", () => readers.every((events) => events.some(isCaughtUp)));
  const [fromStart, fromFirst, again, fromHundred] = readers.map(changes);
  const all = Array.from({ length: COUNT }, (_, at) => [at + 1, ["CREATED"]] as const);
  expect(fromStart).toEqual(Object.fromEntries(all));
  expect(again).toEqual(fromStart);
  expect(fromFirst).toEqual({ ...fromStart, 1: ["REACTIONS"] });
  const late = Object.fromEntries(all.slice(100));
  expect(fromHundred).toEqual({ ...late, 1: ["REACTIONS"], 71: ["REACTIONS"] });
  await react(0, "🎉");
  await until("live", () =>
    readers.every((events) => events.length > 0 && !isCaughtUp(events.at(-1)!)),
  );
  for (const events of readers) expect(changes(events.slice(-1))).toEqual({ 1: ["REACTIONS"] });
});
