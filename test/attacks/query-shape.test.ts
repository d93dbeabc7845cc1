import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { verdict } from "../support/verdict.js";
import { runningClock } from "../support/running-clock.js";

/** Of a machine that is busy; what grows with the square or worse takes minutes. */
const SOON_MS = 1_000;
let app: TestApp;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  conversationId = await openDirect(app, ann, bob);
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

const times = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(" ");

async function soon(query: string): Promise<string> {
  const startedAt = runningClock();
  const answer = await verdict(app, query, {}, ann.token);
  expect(runningClock() - startedAt).toBeLessThan(SOON_MS);
  return answer;
}

/** conversation.lastMessage.conversation … of so many levels. */
const fields = (depth: number, wrap: (inner: string) => string = (inner) => inner): string => {
  let text = "id";
  for (let level = depth - 1; level > 1; level -= 1)
    text = wrap(`${level % 2 === 0 ? "lastMessage" : "conversation"} { ${text} }`);
  return `{ conversation(id: "${conversationId}") { ${text} } }`;
};

test("A-01: ten levels are answered, eleven are refused, however they are written", async () => {
  const inline = (inner: string): string => `... { ${inner} }`;
  for (const wrap of [undefined, inline]) {
    expect(await soon(fields(10, wrap))).toBe("ok");
    for (const depth of [11, 20, 60])
      expect(await soon(fields(depth, wrap))).toBe("QUERY_TOO_COMPLEX");
  }
  const named = (depth: number): string => {
    const type = (at: number): string => (at % 2 === 1 ? "Conversation" : "Message");
    const next = (at: number): string => (at % 2 === 1 ? "lastMessage" : "conversation");
    const part = (at: number): string =>
      `fragment f${at} on ${type(at)} { ${next(at)} { ...f${at + 1} } }`;
    const parts = times(depth - 2, (at) => part(at + 1));
    const last = `fragment f${depth - 1} on ${type(depth - 1)} { id }`;
    return `{ conversation(id: "${conversationId}") { ...f1 } } ${parts} ${last}`;
  };
  expect(await soon(named(10))).toBe("ok");
  for (const depth of [11, 40]) expect(await soon(named(depth))).toBe("QUERY_TOO_COMPLEX");
  for (const depth of [1_000, 3_500]) expect(await soon(fields(depth))).toBe("BAD_USER_INPUT");
  const list = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  expect(await soon(`{ nodes(ids: ${list}) { id } }`)).toBe("BAD_USER_INPUT");
});

test("A-05: fragments in circles, in crowds and in bombs are refused at once", async () => {
  const circle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
  expect(await soon(circle)).toBe("BAD_USER_INPUT");
  expect(await soon("{ ...a } fragment a on Query { ...a }")).toBe("BAD_USER_INPUT");
  const crowd = times(400, () => "...a");
  expect(await soon(`{ ${crowd} } fragment a on Query { __typename }`)).toBe("ok");
  const twice = "{ ...a } fragment a on Query { __typename } fragment a on Query { __typename }";
  expect(await soon(twice)).toBe("BAD_USER_INPUT");
  const bomb = times(60, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`);
  expect(await soon(`{ ...f0 } ${bomb} fragment f60 on Query { __typename }`)).toBe(
    "QUERY_TOO_COMPLEX",
  );
});

test("A-06: more than twenty directives are refused, known or not, and few faults are told", async () => {
  const skips = (count: number): string =>
    `{ __typename ${times(count, () => "... @skip(if: false) { __typename }")} }`;
  expect(await soon(skips(20))).toBe("ok");
  expect(await soon(skips(21))).toBe("QUERY_TOO_COMPLEX");
  for (const count of [30, 2_000])
    expect(await soon(`{ __typename ${times(count, () => "@nothing")} }`)).toMatch(
      /BAD_USER_INPUT/,
    );
  const { errors } = await post(app.url, `{ ${times(200, (at) => `nothing${at}`)} }`);
  expect(errors).toHaveLength(21);
});

test("A-07: a field thousands of times is too many tokens", async () => {
  expect(await soon(`{ ${times(5_000, () => "viewer")} }`)).toBe("BAD_USER_INPUT");
  expect(await soon(`{ ${times(240, () => "viewer { id }")} }`)).toBe("ok");
});
