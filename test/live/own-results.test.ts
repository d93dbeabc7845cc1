import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SetReactionDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const SOCKETS = 3;
const DOCUMENT = `subscription {
  conversationEvents {
    ... on MessageChanged {
      message { clientMessageId reactions { viewerHasReacted } replyTo { clientMessageId } }
    }
  }
}`;

interface Changed {
  readonly message?: {
    readonly clientMessageId: string | null;
    readonly reactions: readonly { readonly viewerHasReacted: boolean }[];
    readonly replyTo: { readonly clientMessageId: string | null } | null;
  };
}

let app: TestApp;
let people: [Person, Person, Person];
let conversationId: string;
let sockets: { readonly person: Person; readonly collector: Collector<Changed> }[];

beforeAll(async () => {
  app = await startApp();
  people = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cleo")];
  const [ann, ...others] = people;
  conversationId = await createGroup(app, ann, others);
  sockets = Array.from({ length: SOCKETS }, () => people)
    .flat()
    .map((person) => ({
      person,
      collector: new Collector<Changed>({ url: app.url, token: person.token, document: DOCUMENT }),
    }));
  await until("all listen", () => app.open().live === sockets.length);
});
afterAll(async () => {
  for (const { collector } of sockets) collector.close();
  await app.stop();
});

/** What every socket got last, once all have had so many; by whose it is. */
async function last(count: number): Promise<Map<Person, (Changed["message"] | undefined)[]>> {
  // The first is the end of the replay.
  await until("all have it", () =>
    sockets.every(({ collector }) => collector.items.length === count + 1),
  );
  return new Map(
    people.map((person) => [
      person,
      sockets
        .filter((socket) => socket.person === person)
        .map(({ collector }) => collector.items.at(-1)?.message),
    ]),
  );
}

const each = (value: unknown): unknown[] => Array.from({ length: SOCKETS }, () => value);

test("those who are served together each get what is their own", async () => {
  const [ann, bob, cleo] = people;
  const question = await send(app, ann, conversationId, "a question");
  let got = await last(1);
  const plain = { clientMessageId: null, reactions: [], replyTo: null };
  expect(got.get(ann)).toEqual(each({ ...plain, clientMessageId: question.clientMessageId }));
  for (const person of [bob, cleo]) expect(got.get(person)).toEqual(each(plain));

  const answer = await send(app, bob, conversationId, {
    body: "an answer",
    replyToId: question.id,
  });
  got = await last(2);
  expect(got.get(ann)).toEqual(
    each({ ...plain, replyTo: { clientMessageId: question.clientMessageId } }),
  );
  expect(got.get(bob)).toEqual(
    each({ ...plain, clientMessageId: answer.clientMessageId, replyTo: { clientMessageId: null } }),
  );
  expect(got.get(cleo)).toEqual(each({ ...plain, replyTo: { clientMessageId: null } }));

  await ask(app, cleo, SetReactionDocument, { messageId: question.id, emoji: "👍", active: true });
  got = await last(3);
  for (const person of people) {
    const [{ reactions } = plain] = got.get(person) ?? [];
    expect(reactions).toEqual([{ viewerHasReacted: person === cleo }]);
    expect(got.get(person)).toEqual(each(got.get(person)?.[0]));
  }
});
