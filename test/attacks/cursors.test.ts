import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  ConversationsDocument,
  LeaveConversationDocument,
  MessagesDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let first: string;
let second: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  first = await openDirect(app, ann, bob);
  second = await createGroup(app, ann, [bob]);
  for (const body of ["one", "two", "three"]) {
    await send(app, ann, first, body);
    await send(app, ann, second, body);
  }
});
afterAll(() => app.stop());

async function cursorOf(person: Person, conversationId: string): Promise<string> {
  const data = await ask(app, person, MessagesDocument, { conversationId, first: 1 });
  return data.conversation?.messages.pageInfo.endCursor ?? "";
}

const messages = (person: Person, conversationId: string, after: string): Promise<string | null> =>
  refusal(app, person, MessagesDocument, { conversationId, first: 2, after });
const conversations = (person: Person, after: string): Promise<string | null> =>
  refusal(app, person, ConversationsDocument, { first: 2, after });

test("A-44: a cursor is good for its list alone", async () => {
  const own = await cursorOf(ann, first);
  expect(await messages(ann, first, own)).toBeNull();
  expect(await messages(ann, second, own)).toBe("BAD_USER_INPUT");
  expect(await conversations(ann, own)).toBe("BAD_USER_INPUT");
  const { viewer } = await ask(app, ann, ConversationsDocument, { first: 1 });
  const anns = viewer?.conversations.pageInfo.endCursor ?? "";
  expect(await conversations(ann, anns)).toBeNull();
  expect(await conversations(bob, anns)).toBe("BAD_USER_INPUT");
});

test("A-44: whatever the server did not make is no cursor", async () => {
  const cursor = await cursorOf(ann, first);
  const bytes = Buffer.from(cursor, "base64url");
  const flipped = fc
    .tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
    .map(([at, by]) => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ by : byte))));
  const cut = fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length));
  const forged = fc
    .constantFrom<unknown>(
      [1, -1],
      [1, 1.5],
      [1, 1e300],
      [1, { $gt: 0 }],
      [0, 1],
      [2, 1],
      [],
      {},
      null,
    )
    .map((body) => Buffer.concat([bytes.subarray(0, 9), Buffer.from(JSON.stringify(body))]));
  const made = fc.oneof(flipped, cut, forged).map((one) => one.toString("base64url"));
  const any = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom("1", "-1", "1e9", "x".repeat(90_000)),
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(made, any), async (after) => {
      fc.pre(after !== "" && after !== cursor);
      expect(await messages(ann, first, after)).toBe("BAD_USER_INPUT");
    }),
    { numRuns: 60 },
  );
});

test("A-44: a cursor grants nothing to who has left", async () => {
  const cursor = await cursorOf(bob, second);
  expect(await messages(bob, second, cursor)).toBeNull();
  await ask(app, bob, LeaveConversationDocument, { id: second });
  const variables = { conversationId: second, first: 2, after: cursor };
  expect((await ask(app, bob, MessagesDocument, variables)).conversation).toBeNull();
});
