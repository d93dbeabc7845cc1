import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { TABLE } from "../architecture/authorization-table.js";
import { SendMessageDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { verdict } from "../support/verdict.js";

let app: TestApp;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp({ limits: { sendsPerSecond: 0.001, sendBurst: 5 } });
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  conversationId = await openDirect(app, ann, bob);
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

const times = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(" ");
const answer = (query: string): Promise<string> => verdict(app, query, {}, ann.token);

test("A-03: fifteen aliases are answered, sixteen are refused", async () => {
  const aliased = (count: number): string => `{ ${times(count, (at) => `a${at}: viewer { id }`)} }`;
  expect(await answer(aliased(15))).toBe("ok");
  for (const count of [16, 100]) expect(await answer(aliased(count))).toBe("QUERY_TOO_COMPLEX");
  const spread = `{ ${times(8, (at) => `a${at}: viewer { ...f }`)} } fragment f on Viewer { b: id c: email }`;
  expect(await answer(spread)).toBe("QUERY_TOO_COMPLEX");
});

const secret = /password|code:|token|idToken/i;
/** A backend gives its key with the request, and a device's address is no secret of anybody here. */
const NOTHING_TO_GUESS = ["Mutation.issueTokens", "Mutation.registerPushTarget"];
const guesses = Object.entries(TABLE).filter(
  ([name, { ask }]) =>
    name.startsWith("Mutation.") &&
    !NOTHING_TO_GUESS.includes(name) &&
    secret.test(ask) &&
    !ask.includes("reauthenticate"),
);
test.each(guesses)("A-03: %s cannot be asked twice in one document", async (_, { ask }) => {
  const one = (/^mutation \{ (.*) \}$/.exec(ask)?.[1] ?? "").replace("%email", ann.email);
  const both = `mutation { a: ${one} b: ${one} }`;
  expect(await answer(both)).toBe("QUERY_TOO_COMPLEX");
  const inFragments = `mutation { ...f ...g } fragment f on Mutation { a: ${one} } fragment g on Mutation { b: ${one} }`;
  expect(await answer(inFragments)).toBe("QUERY_TOO_COMPLEX");
});

test("A-03: limits count what is executed, not requests", async () => {
  const send = (at: number): string =>
    `a${at}: sendMessage(input: { conversationId: "${conversationId}", clientMessageId: "m${at}", body: "x" }) { deduplicated }`;
  const { errors } = await post(app.url, `mutation { ${times(15, send)} }`, {}, ann.token);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["RATE_LIMITED"]);
  expect(errors?.[0]?.path).toEqual(["a5"]);
  const input = { conversationId, clientMessageId: "next", body: "x" };
  const next = await post(app.url, SendMessageDocument, { input }, ann.token);
  expect(next.errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
});
