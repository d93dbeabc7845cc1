import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  type ConversationEventsSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

type Event = ConversationEventsSubscription["conversationEvents"];

/** Two nodes that do not hear of each other: each finds the other's writes by its head checks. */
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;
const open: Collector<Event>[] = [];

beforeAll(async () => {
  const database = `nodes-${randomUUID().slice(0, 8)}`;
  [here, there] = [await startApp({ database }), await startApp({ database })];
  [ann, bob] = [await signUp(here, "Ann"), await signUp(here, "Bob")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await Promise.all([here.stop(), there.stop()]);
});

async function follow(node: TestApp, conversationId: string, revision: number) {
  const collector = new Collector<Event>({
    url: node.url,
    token: bob.token,
    document: ConversationEventsDocument,
    variables: { since: [{ conversationId, revision }] },
  });
  open.push(collector);
  const { items } = collector;
  await until("caught up", () => items.some(({ __typename }) => __typename === "CaughtUp"));
  return items;
}

const revisions = (events: readonly Event[]): unknown[] =>
  events.map((event) =>
    event.__typename === "MessageChanged" ? event.revision : event.__typename,
  );

test("whoever comes from a faster node is not given again what they had there", async () => {
  const id = await openDirect(here, ann, bob);
  await follow(there, id, 0);
  for (let position = 3; position <= 9; position += 3) {
    for (let at = 0; at < 3; at += 1) await send(here, ann, id, `${position}-${at}`);
    const events = await follow(there, id, position);
    expect(revisions(events)).toEqual(["CaughtUp"]);
  }
  const last = await follow(there, id, 9);
  await send(here, ann, id, "news");
  await until("the news", () => last.length === 2);
  expect(revisions(last)).toEqual(["CaughtUp", 10]);
});
