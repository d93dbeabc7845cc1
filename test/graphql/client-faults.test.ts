import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { signUp } from "../support/people.js";

const log: string[] = [];
let app: TestApp;
beforeAll(async () => {
  const probes = { log: { write: (line: string) => void log.push(line) } };
  app = await startApp({ env: { LOG_LEVEL: "error" }, probes });
});
afterAll(() => app.stop());

test.each([
  ["syntax", "{ viewer { id ", 400],
  ["an unknown field", "{ nope }", 400],
  ["a missing selection", "{ viewer }", 400],
  ["two operations and no name", "query A { viewer { id } } query B { viewer { id } }", 400],
  ["an argument of another type", "{ user(id: {}) { id } }", 400],
  ["a variable that is not given", "query($id: ID!) { user(id: $id) { id } }", 400],
])("a fault of the client (%s) is BAD_USER_INPUT and not ours", async (_, text, status) => {
  const answer = await post(app.url, text);
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  expect(answer.status).toBe(status);
});

test("a subscription over HTTP is told to come over the WebSocket, and is no fault of ours", async () => {
  const { token } = await signUp(app, "Ann");
  const answer = await post(app.url, "subscription { contactChanged { state } }", {}, token);
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  expect(answer.errors?.[0]?.message).toContain("WebSocket");
  expect(answer.status).toBe(400);
  expect(log).toEqual([]);
});
