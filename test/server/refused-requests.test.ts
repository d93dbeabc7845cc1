import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { startDatabase } from "../support/database.js";
import { signUp } from "../support/people.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const JSON_TYPE = "application/json";
const ask = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${app.origin}${path}`, {
    method: "POST",
    headers: { "content-type": JSON_TYPE, ...headers },
    body,
  });

test.each<[string, () => Promise<Response>, number, object]>([
  [
    "a body over 100,000 bytes",
    () => ask("/graphql", JSON.stringify({ query: "#".repeat(100_000) })),
    413,
    { code: "BAD_USER_INPUT", field: "body", limit: 100_000 },
  ],
  [
    "a body that is no JSON",
    () => ask("/graphql", "{ query"),
    400,
    { code: "BAD_USER_INPUT", field: "body" },
  ],
  [
    "a body of another type",
    () => ask("/graphql", "<query/>", { "content-type": "application/xml" }),
    415,
    { code: "BAD_USER_INPUT", field: "body" },
  ],
  ["a path that nobody serves", () => ask("/graphq", "{}"), 404, { code: "NOT_FOUND" }],
  ["a page that nobody serves", () => fetch(`${app.origin}/nope`), 404, { code: "NOT_FOUND" }],
])("%s is refused in the shape of a GraphQL response", async (_what, send, status, extensions) => {
  const response = await send();
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe(`${JSON_TYPE}; charset=utf-8`);
  expect(await response.json()).toEqual({ errors: [{ message: expect.any(String), extensions }] });
});

test("a refusal before GraphQL has the media type that the client asks for", async () => {
  const accept = "application/graphql-response+json";
  const response = await ask("/graphql", "{ query", { accept });
  expect(response.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
});

test("while the database is away, who sends a token is told 503 and when to come back", async () => {
  const database = await startDatabase();
  const own = await startApp({ env: { MONGO_DB_URI: database.uri } });
  try {
    const { token } = await signUp(own, "Ann");
    await database.kill();
    const response = await fetch(own.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ viewer { id } }" }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "SERVICE_UNAVAILABLE", retryAfterMs: 1_000 } }],
    });
  } finally {
    await own.stop();
    await database.stop();
  }
});
