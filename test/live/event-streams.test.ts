import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  MessageReceivedDocument,
  type ConversationEventsSubscription,
  type MessageReceivedSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { RawStream, Stream } from "../support/event-stream.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { Relay } from "../support/relay.js";

type Event = ConversationEventsSubscription["conversationEvents"];
type Message = MessageReceivedSubscription["messageReceived"];

let app: TestApp;
let ann: Person;
let bob: Person;
let id: string;
const open: { close(): void }[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  id = await openDirect(app, ann, bob);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await until("all are gone", () => app.open().subscriptions === 0 && app.open().sockets === 0);
});
afterAll(() => app.stop());

function kept<T extends { close(): void }>(one: T): T {
  open.push(one);
  return one;
}

const bodies = (raw: RawStream): unknown[] =>
  raw.events
    .filter(({ event }) => event === "next")
    .map(({ data }) => (JSON.parse(data) as { data: { messageReceived: Message } }).data)
    .map(({ messageReceived }) => messageReceived.body);

test("the stock client is cut and resumes: nothing is lost, nothing comes twice", async () => {
  const relay = await Relay.start(app.origin);
  const revisions: number[] = [];
  let since = 0;
  const stream = kept(
    new Stream<Event>({
      url: `${relay.origin}/graphql`,
      token: bob.token,
      document: ConversationEventsDocument,
      retryAttempts: 100,
      variables: () => ({ since: [{ conversationId: id, revision: since }] }),
      next: (event) => {
        if (event.__typename !== "MessageChanged") return;
        revisions.push(event.revision);
        since = event.revision;
      },
    }),
  );
  const sent: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    if (round > 0) relay.cut();
    for (let at = 0; at < 4; at += 1)
      sent.push((await send(app, ann, id, `${round}-${at}`)).revision);
    await until("they came", () => revisions.length >= sent.length);
  }
  expect(revisions).toEqual(sent);
  expect(stream.connections).toBeGreaterThan(1);
  stream.close();
  await relay.stop();
});

test("of one conversation the id of an event is its position, and Last-Event-ID goes on there", async () => {
  const ask = (lastEventId: string): Promise<RawStream> =>
    RawStream.open(app.url, MessageReceivedDocument.toString(), {
      token: bob.token,
      variables: { conversationId: id },
      headers: { "last-event-id": lastEventId },
    });
  const first = kept(await ask(""));
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  await until("it has begun", () => first.lastId !== "");
  const { seq } = await send(app, ann, id, "one");
  await until("one", () => first.events.length === 1);
  expect(first.events[0]?.id).toBe(String(seq));
  first.close();
  await send(app, ann, id, "two");
  await send(app, ann, id, "three");
  const second = kept(await ask(first.lastId));
  await send(app, ann, id, "four");
  await until("four", () => bodies(second).length === 3);
  expect(bodies(second)).toEqual(["two", "three", "four"]);
  expect(second.lastId).toBe(String(seq + 3));
});

test("of all conversations the id has all positions: also of those where nothing came", async () => {
  const carol = await signUp(app, "Carol");
  const [withAnn, withBob] = [await openDirect(app, ann, carol), await openDirect(app, bob, carol)];
  const ask = (lastEventId: string): Promise<RawStream> =>
    RawStream.open(app.url, MessageReceivedDocument.toString(), {
      token: carol.token,
      headers: { "last-event-id": lastEventId },
    });
  const first = kept(await ask(""));
  await until("it has begun", () => first.lastId !== "");
  await send(app, ann, withAnn, "one");
  await until("one", () => bodies(first).length === 1);
  first.close();
  await send(app, bob, withBob, "two");
  await send(app, ann, withAnn, "three");
  const second = kept(await ask(first.lastId));
  await until("both", () => bodies(second).length === 2);
  second.close();
  expect(bodies(second).toSorted()).toEqual(["three", "two"]);
  // Between the two connections somebody writes to them for the first time.
  const dave = await signUp(app, "Dave");
  const withDave = await openDirect(app, dave, carol);
  await send(app, dave, withDave, "four");
  const third = kept(await ask(second.lastId));
  await until("four", () => bodies(third).length > 0);
  await send(app, bob, withBob, "five");
  await until("five", () => bodies(third).length > 1);
  expect(bodies(third)).toEqual(["four", "five"]);
});

test.each([
  ["no position", "x"],
  ["below zero", "-1"],
  ["beyond 31 bits", "2147483648"],
  ["a position with something behind it", "1."],
  ["with zeros before it", "007"],
  ["the id of a subscription to all", "all.AAAAAAAAAAAAAAAA1"],
])("Last-Event-ID is refused where it is %s", async (_what, lastEventId) => {
  const raw = kept(
    await RawStream.open(app.url, MessageReceivedDocument.toString(), {
      token: bob.token,
      variables: { conversationId: id },
      headers: { "last-event-id": lastEventId },
    }),
  );
  await until("it has ended", () => raw.ended);
  const [refused, completed] = raw.events;
  expect(refused?.data).toContain('"code":"BAD_USER_INPUT","field":"Last-Event-ID"');
  expect(completed?.event).toBe("complete");
});
