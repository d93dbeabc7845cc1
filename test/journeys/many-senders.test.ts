import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { HistoryDocument, MessageReceivedDocument } from "../generated/graphql.js";
import type { MessagePartsFragment } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";

const SENDERS = 10;
const SENDS = 50;

let app: TestApp;
let people: Person[];
const open: Collector<MessagePartsFragment>[] = [];

beforeAll(async () => {
  app = await startApp();
  people = await signUpAll(
    app,
    Array.from({ length: SENDERS }, (_, at) => `Sender${at}`),
  );
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await app.stop();
});

function listen({ token }: Person, conversationId: string): readonly MessagePartsFragment[] {
  const variables = { since: [{ conversationId, seq: 0 }] };
  const document = MessageReceivedDocument;
  const collector = new Collector<MessagePartsFragment>({
    ...{ url: app.url, token, document, variables },
  });
  open.push(collector);
  return collector.items;
}

test("50 sends at once from 10 people are 1 to N, without a hole, at every reader", async () => {
  const [owner, ...members] = people as [Person, ...Person[]];
  const id = await createGroup(app, owner, members);
  const readers = people.map((person) => listen(person, id));
  await until("all listen", () => readers.every((items) => items.length === 1));
  const sent = await Promise.all(
    Array.from({ length: SENDS }, (_, at) => send(app, people[at % SENDERS]!, id, `${at}`)),
  );
  const late = listen(owner, id);
  // The first is the group's own: that it was created.
  const numbers = Array.from({ length: SENDS + 1 }, (_, at) => at + 1);
  expect(sent.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(numbers.slice(1));
  const { conversation } = await ask(app, owner, HistoryDocument, {
    conversationId: id,
    last: 100,
  });
  const bodies = conversation?.messages.nodes.map(({ body }) => body);
  for (const items of [...readers, late]) {
    await until("everything", () => items.length >= numbers.length);
    expect(items.map(({ seq }) => seq)).toEqual(numbers);
    expect(items.map(({ body }) => body)).toEqual(bodies);
  }
  expect(new Set(bodies?.slice(1)).size).toBe(SENDS);
});
