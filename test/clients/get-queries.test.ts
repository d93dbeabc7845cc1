import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { cacheExchange, Client, fetchExchange } from "@urql/core";
import { startApp, type TestApp } from "../support/app.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
}, 120_000);
afterAll(() => app.stop());

const ask = (headers: Record<string, string>, query = "{ __typename }") =>
  fetch(`${app.url}?${new URLSearchParams({ query }).toString()}`, { headers });

test("stock urql 6, which asks short queries by GET, is answered", async () => {
  const urql = new Client({
    url: app.url,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: () => ({ headers: { authorization: `Bearer ${ann.token}` } }),
  });
  const me = await urql.query<object>("query Me { viewer { email } }", {});
  const { data, error, operation } = me;
  expect(error).toBeUndefined();
  expect(data).toMatchObject({ viewer: { email: ann.email } });
  expect(operation.context.preferGetMethod).not.toBe(false);
});

test.each<[string, Record<string, string>]>([
  ["the preflight header", { "apollo-require-preflight": "true" }],
  ["Apollo's name of the operation", { "x-apollo-operation-name": "Me" }],
  ["a JSON accept", { accept: "application/json" }],
  ["the new type", { accept: "application/graphql-response+json; charset=utf-8" }],
  ["several types", { accept: "text/event-stream, Application/JSON;q=0.9" }],
  ["a JSON content type", { "content-type": "application/json" }],
  ["its charset", { "content-type": "application/json; charset=UTF-8" }],
])("A-09: a query by GET with %s is answered", async (_, headers) => {
  const response = await ask(headers);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { __typename: "Query" } });
});

test.each<[string, Record<string, string>]>([
  ["nothing that says so", {}],
  ["what an image asks for", { accept: "image/avif,image/webp,*/*;q=0.8" }],
  ["an empty header", { "apollo-require-preflight": "" }],
  ["another type in disguise", { "content-type": "application/json; x=text/plain" }],
  ["one in front of it", { "content-type": "text/plain; application/json" }],
  ["two of them", { "content-type": "application/json, text/plain" }],
  [
    "a disguise beside a JSON accept",
    { "content-type": "application/json; x=text/plain", accept: "application/json" },
  ],
])("A-09: one with %s is refused, and told how to ask", async (_, headers) => {
  const response = await ask(headers);
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: object }[];
  };
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  expect(errors[0]?.message).toContain("preferGetMethod: false");
});

test("A-09: a mutation by GET is refused whatever it accepts", async () => {
  const response = await ask({ accept: "application/json" }, "mutation { logout }");
  expect(response.status).toBe(405);
});
