import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  ConversationRevisionsDocument,
  MessageSeqsDocument,
  type ConversationEventsSubscription,
  type ConversationRevisionsSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

type Event = ConversationEventsSubscription["conversationEvents"];

let app: TestApp;
let ann: Person;
let bob: Person;
let id: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  id = await openDirect(app, ann, bob);
  const { mongoUri } = app.config;
  await fillLog({ mongoUri, conversationId: id, senderId: ann.id, count: 10_100 });
});
afterAll(() => app.stop());

test("above 10,000 missed changes the client is told to load anew, and goes on live", async () => {
  const events = new Collector<Event>({
    url: app.url,
    token: bob.token,
    document: ConversationEventsDocument,
    variables: { since: [{ conversationId: id, revision: 99 }] },
  });
  await until("told", () => events.items.length === 2);
  expect(events.items).toEqual([
    { __typename: "ResyncRequired", conversationId: id, revision: 10_100, missed: 10_001 },
    { __typename: "CaughtUp", replayedCount: 0, unlisted: [] },
  ]);
  await send(app, ann, id, "live");
  await until("live", () => events.items.length === 3);
  expect(events.items[2]).toMatchObject({ revision: 10_101, message: { body: "live" } });
  events.close();
});

test("exactly 10,000 are replayed, each once and in order; messages have no such limit", async () => {
  const since = 101;
  const replay = new Collector<ConversationRevisionsSubscription["conversationEvents"]>({
    url: app.url,
    token: bob.token,
    document: ConversationRevisionsDocument,
    variables: { since: [{ conversationId: id, revision: since }] },
  });
  const messages = new Collector<{ readonly seq: number }>({
    url: app.url,
    token: bob.token,
    document: MessageSeqsDocument,
    variables: { since: [{ conversationId: id, seq: 0 }] },
  });
  await until("caught up", () => replay.items.at(-1)?.__typename === "CaughtUp", 60_000);
  const revisions = replay.items.flatMap((one) => ("revision" in one ? [one.revision] : []));
  expect(revisions).toEqual(Array.from({ length: 10_000 }, (_, at) => since + 1 + at));
  await until("all messages", () => messages.items.length >= 10_101, 60_000);
  expect(messages.items.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 10_101 }, (_, at) => at + 1),
  );
  replay.close();
  messages.close();
});
