import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

type Errors = readonly { readonly message: string; readonly extensions: object }[];
const fieldsOf = (errors: Errors | undefined): string[] =>
  (errors ?? []).map(({ extensions }) => (extensions as { field?: string }).field ?? "none").sort();

async function overHttp(query: string, variables: object): Promise<string[]> {
  return fieldsOf((await post(app.url, query, variables as never, ann.token)).errors);
}
async function overSocket(query: string, variables: object): Promise<string[]> {
  const peer = await new Peer(app).acknowledged(ann.token);
  peer.say({ type: "subscribe", id: "1", payload: { query, variables } });
  const { type, payload } = await peer.answered("1");
  return fieldsOf(type === "error" ? (payload as Errors) : (payload as { errors: Errors }).errors);
}

const SIGNUP = "mutation ($input: SignupInput!) { signup(input: $input) { expiresAt } }";
const SIGNUP_I = SIGNUP.replaceAll("$input", "$i");
const SIGNUP_EMAIL =
  'mutation ($e: EmailAddress!) { signup(input: { name: "A", email: $e, password: "correct horse battery" }) { expiresAt } }';
const SEND =
  "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }";
const GROUP = "mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }";
const good = { name: "Cid", email: "cid@example.com", password: "correct horse battery 9" };
const long = "x".repeat(200);
const literal = (input: string) => `mutation { signup(input: ${input}) { expiresAt } }`;

/** What is sent, and the fields that are refused: all that can be seen at the same time. */
const CASES: Readonly<Record<string, [query: string, variables: object, fields: string[]]>> = {
  "a scalar": [SIGNUP, { input: { ...good, email: "no" } }, ["input.email"]],
  "a scalar, by a variable of another name": [
    SIGNUP_I,
    { i: { ...good, email: "no" } },
    ["input.email"],
  ],
  "a scalar, by a variable within": [SIGNUP_EMAIL, { e: "no" }, ["input.email"]],
  "a scalar, written out": [
    literal('{ name: "A", email: "no", password: "correct horse battery" }'),
    {},
    ["input.email"],
  ],
  "two scalars": [
    SIGNUP,
    { input: { ...good, email: "no", phone: "1" } },
    ["input.email", "input.phone"],
  ],
  "two scalars, written out": [
    literal('{ name: "A", email: "no", phone: "1", password: "correct horse battery" }'),
    {},
    ["input.email", "input.phone"],
  ],
  "a missing field": [SIGNUP, { input: { ...good, name: undefined } }, ["input.name"]],
  "a missing field, written out": [
    literal('{ name: "A", email: "a@example.com" }'),
    {},
    ["input.password"],
  ],
  "all that is missing": [SIGNUP, { input: {} }, ["input.email", "input.name", "input.password"]],
  "missing, wrong and unknown": [
    SIGNUP,
    { input: { email: "no", password: 7, shoe: 43 } },
    ["input.email", "input.name", "input.password", "input.shoe"],
  ],
  "a missing variable": [SIGNUP, {}, ["input"]],
  "a missing argument": ["mutation { signup { expiresAt } }", {}, ["input"]],
  "an unknown argument": ['{ user(id: "x", shoe: 43) { id } }', {}, ["shoe"]],
  "an argument of another type": ["{ users(query: 7) { nodes { id } } }", {}, ["query"]],
  "an entry of a list": [
    GROUP,
    { input: { clientConversationId: "g", name: "G", memberIds: ["x", null] } },
    ["input.memberIds.1"],
  ],
  "an entry of a list, written out": ['{ nodes(ids: ["x", null]) { id } }', {}, ["ids.1"]],
  "an enum": [
    "mutation ($input: SettingsInput!) { updateSettings(input: $input) { email } }",
    { input: { lastSeen: "SOMEBODY" } },
    ["input.lastSeen"],
  ],
  "a check": [SEND, { input: { clientMessageId: "a", body: " " } }, ["input", "input.body"]],
  "all checks of a message": [
    SEND,
    {
      input: {
        clientMessageId: " ",
        body: "x".repeat(10_001),
        attachmentIds: Array.from({ length: 50 }, (_, at) => `${at}`),
        mentionIds: Array.from({ length: 500 }, (_, at) => `${at}`),
      },
    },
    ["input", "input.attachmentIds", "input.body", "input.clientMessageId", "input.mentionIds"],
  ],
  "all checks of a sign-up": [
    SIGNUP,
    { input: { ...good, name: " ", password: "short" } },
    ["input.name", "input.password"],
  ],
  "all checks of a group": [
    GROUP,
    { input: { clientConversationId: "", name: " ", description: "x".repeat(600), memberIds: [] } },
    ["input.clientConversationId", "input.description", "input.name"],
  ],
  "all checks of a profile": [
    "mutation ($input: ProfileInput!) { updateProfile(input: $input) { email } }",
    { input: { name: long, bio: "x".repeat(600) } },
    ["input.bio", "input.name"],
  ],
  "the size of a page": ["{ viewer { conversations(first: 0) { nodes { id } } } }", {}, ["first"]],
};

describe.each(Object.entries(CASES))("%s", (_, [query, variables, fields]) => {
  test("is named over HTTP", async () => {
    expect(await overHttp(query, variables)).toEqual(fields);
  });
  test("is named over a socket", async () => {
    expect(await overSocket(query, variables)).toEqual(fields);
  });
});

test("each failure has a code and a message of its own, and the path of its field", async () => {
  const input = { ...good, name: " ", password: "short" };
  const { errors, data } = await post(app.url, SIGNUP, { input });
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    { message: "A name is needed.", path: ["signup"], extensions: { code: "BAD_USER_INPUT" } },
    {
      message: "A password has at least 10 characters.",
      path: ["signup"],
      extensions: { code: "WEAK_PASSWORD", limit: 10 },
    },
  ]);
});

test("what is wrong with the document and with no input names no field", async () => {
  expect(await overHttp("{ nothing }", {})).toEqual(["none"]);
  expect(await overHttp("{ viewer }", {})).toEqual(["none"]);
});
