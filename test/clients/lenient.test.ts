import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { startApp, type TestApp } from "../support/app.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

const query = "query Mine { viewer { id } }";
const headers = () => ({ authorization: `Bearer ${ann.token}`, "apollo-require-preflight": "1" });
const connect = (name: string) =>
  createClient({
    url: app.url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { [name]: `Bearer ${ann.token}` },
  });

test("an empty operation name is none", async () => {
  const posted = await fetch(app.url, {
    method: "POST",
    headers: { ...headers(), "content-type": "application/json" },
    body: JSON.stringify({ query, operationName: "" }),
  });
  const address = `${app.url}?${new URLSearchParams({ query, operationName: "" }).toString()}`;
  const got = await fetch(address, { headers: headers() });
  const wanted = { data: { viewer: { id: expect.any(String) as unknown as string } } };
  expect([await posted.json(), await got.json()]).toEqual([wanted, wanted]);
  const form = new FormData();
  const upload = "mutation ($file: Upload!) { upload(file: $file) { filename } }";
  const sent = { query: upload, operationName: "", variables: { file: null } };
  form.set("operations", JSON.stringify(sent));
  form.set("map", JSON.stringify({ 0: ["variables.file"] }));
  form.set("0", new Blob(["text"]), "a.txt");
  const uploaded = await fetch(app.url, { method: "POST", headers: headers(), body: form });
  expect(await uploaded.json()).toEqual({ data: { upload: { filename: "a.txt" } } });
  const client = connect("authorization");
  const { value } = (await client.iterate({ query, operationName: "" }).next()) as {
    value: unknown;
  };
  expect(value).toEqual(wanted);
  await client.dispose();
});

test.each(["authorization", "Authorization", "AUTHORIZATION"])(
  "a socket signs in by %s",
  async (name) => {
    const client = connect(name);
    const { value } = (await client.iterate({ query }).next()) as { value: unknown };
    expect(value).toEqual({ data: { viewer: { id: expect.any(String) as unknown as string } } });
    await client.dispose();
  },
);

test("a condition on a subscription's root field is an error of that operation alone", async () => {
  const client = connect("authorization");
  const root = "contactChanged @skip(if: true) { state }";
  for (const text of [
    `subscription { ${root} }`,
    "subscription { ...F } fragment F on Subscription { contactChanged @include(if: false) { state } }",
    "subscription { ... @skip(if: true) { contactChanged { state } } }",
    // What the specified rules would look up, and throw for not finding it.
    "subscription ($on: Boolean!) { contactChanged @include(if: $on) { state } }",
    "subscription ($on: Boolean!) { ...F @skip(if: $on) } fragment F on Subscription { contactChanged { state } }",
    "fragment F on Subscription { contactChanged @skip(if: $on) { state } } subscription ($on: Boolean!) { ...F }",
    "subscription { contactChanged @skip { state } }",
    'subscription { contactChanged @include(if: "yes") { state } }',
  ]) {
    const failed: unknown = await client
      .iterate({ query: text, variables: { on: true } })
      .next()
      .catch((error: unknown) => error);
    expect(failed).toContainEqual(
      expect.objectContaining({ extensions: { code: "BAD_USER_INPUT" } }),
    );
    const answer = await fetch(app.url, {
      method: "POST",
      headers: { ...headers(), "content-type": "application/json" },
      body: JSON.stringify({ query: text, variables: { on: true } }),
    });
    const { errors } = (await answer.json()) as { errors: { extensions: object }[] };
    expect([answer.status, errors[0]?.extensions]).toMatchObject([400, { code: "BAD_USER_INPUT" }]);
  }
  const { value } = (await client.iterate({ query }).next()) as { value: unknown };
  expect(value).toMatchObject({ data: { viewer: {} } });
  await client.dispose();
});

test("what is too dear says what it costs, and what it may", async () => {
  const dear =
    "{ viewer { conversations(first: 100) { nodes { members(first: 100) { nodes { id } } } } } }";
  const answer = await fetch(app.url, {
    method: "POST",
    headers: { ...headers(), "content-type": "application/json" },
    body: JSON.stringify({ query: dear }),
  });
  const { errors } = (await answer.json()) as { errors: { extensions: object }[] };
  expect(errors[0]?.extensions).toMatchObject({
    code: "QUERY_TOO_COMPLEX",
    limit: 1_000,
    cost: expect.any(Number) as unknown as number,
  });
});
