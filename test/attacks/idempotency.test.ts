import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  MessagesDocument,
  SendMessageDocument,
  type SendMessageInput,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal } from "../support/conversations.js";
import { post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;
let group: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  conversationId = await openDirect(app, ann, bob);
  group = await createGroup(app, ann, [bob]);
});
afterAll(() => app.stop());

const send = async (person: Person, input: SendMessageInput) =>
  (await ask(app, person, SendMessageDocument, { input })).sendMessage;
const refused = (person: Person, input: SendMessageInput): Promise<string | null> =>
  refusal(app, person, SendMessageDocument, { input });

test("A-61: the same message sent again, in turn or at once, is the one that was stored", async () => {
  const input = { conversationId, clientMessageId: randomUUID(), body: "hello" };
  const answers = await Promise.all(Array.from({ length: 30 }, () => send(ann, input)));
  answers.push(await send(ann, input));
  expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
  expect(answers.filter(({ deduplicated }) => !deduplicated)).toHaveLength(1);
});

test("A-61: other content under the same id is refused, and the first stays", async () => {
  const input = { conversationId, clientMessageId: randomUUID(), body: "first" };
  const { message } = await send(ann, input);
  for (const other of [
    { ...input, body: "second" },
    { clientMessageId: input.clientMessageId, userId: bob.id, body: "third" },
  ])
    expect(await refused(ann, other)).toBe("IDEMPOTENCY_KEY_REUSED");
  expect(await send(ann, input)).toMatchObject({ deduplicated: true, message: { id: message.id } });
});

test("A-61: of different contents at once one is stored", async () => {
  const clientMessageId = randomUUID();
  const codes = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      refused(ann, {
        ...(at % 2 ? { conversationId } : { userId: bob.id }),
        clientMessageId,
        body: `${at}`,
      }),
    ),
  );
  expect(codes.filter((code) => code === null)).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set([null, "IDEMPOTENCY_KEY_REUSED"]));
});

test("A-61: in another conversation the same id is another message, each stored once", async () => {
  const clientMessageId = randomUUID();
  const inputs = [conversationId, group].map((id) => ({
    ...{ conversationId: id, clientMessageId, body: "in both" },
  }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => send(ann, inputs[at % 2]!)),
  );
  const ids = answers.map(({ message }) => message.id);
  expect(new Set(ids.filter((_, at) => at % 2 === 0)).size).toBe(1);
  expect(new Set(ids).size).toBe(2);
});

test("A-61: another person's id is another id", async () => {
  const input = { conversationId, clientMessageId: randomUUID(), body: "mine" };
  const anns = await send(ann, input);
  const bobs = await send(bob, { ...input, body: "and mine" });
  expect(bobs.deduplicated).toBe(false);
  expect(bobs.message.id).not.toBe(anns.message.id);
});

test("A-62: what is acknowledged while the server stops is stored", async () => {
  const acknowledged: string[] = [];
  let sending = true;
  const senders = Array.from({ length: 8 }, async () => {
    while (sending) {
      const input = { conversationId: group, clientMessageId: randomUUID(), body: randomUUID() };
      const answer = await post(app.url, SendMessageDocument, { input }, ann.token).catch(
        () => null,
      );
      if (answer?.data && !answer.errors) acknowledged.push(input.body);
    }
  });
  await until("messages flow", () => acknowledged.length > 30);
  await app.restart();
  const before = acknowledged.length;
  await until("messages flow again", () => acknowledged.length > before + 10);
  sending = false;
  await Promise.all(senders);
  const stored: string[] = [];
  for (let after: string | null | undefined; ;) {
    const variables = { conversationId: group, first: 100, ...(after && { after }) };
    const { conversation } = await ask(app, bob, MessagesDocument, variables);
    stored.push(...(conversation?.messages.nodes.map(({ body }) => body ?? "") ?? []));
    after = conversation?.messages.pageInfo.endCursor;
    if (!conversation?.messages.pageInfo.hasNextPage) break;
  }
  expect(acknowledged.filter((body) => stored.filter((one) => one === body).length !== 1)).toEqual(
    [],
  );
});
