import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  MessageReceivedDocument,
  MessagesDocument,
  OpenDirectConversationDocument,
  SendMessageDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { Collector, post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  conversationId = opened.data.openDirectConversation.id;
});
afterAll(() => app.stop());

const send = (person: Person, body: string, clientMessageId: string = randomUUID()) =>
  post(
    app.url,
    SendMessageDocument,
    { input: { conversationId, clientMessageId, body } },
    person.token,
  );

const listen = (person: Person, variables: Record<string, unknown> = {}) =>
  new Collector<MessagePartsFragment>({
    url: app.url,
    token: person.token,
    document: MessageReceivedDocument,
    variables,
  });

test("a message reaches the other person's socket and both histories", async () => {
  const bobs = listen(bob);
  await until("bob listens", async () => {
    await send(ann, "hello");
    return bobs.items.length > 0;
  });
  expect(bobs.items[0]).toMatchObject({ conversationId, body: "hello", sender: { id: ann.id } });
  for (const person of [ann, bob]) {
    const { data } = await post(
      app.url,
      MessagesDocument,
      { conversationId, first: 1 },
      person.token,
    );
    expect(data.conversation?.messages.nodes).toMatchObject([{ seq: 1, body: "hello" }]);
  }
  bobs.close();
});
