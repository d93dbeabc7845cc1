import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fastify from "fastify";
import { createPresentError } from "../../src/api/graphql/present-error.js";
import { refuseWhileClosing } from "../../src/edge/server/failure.js";
import { startApp, type TestApp } from "../support/app.js";
import { startDatabase } from "../support/database.js";
import { signUp } from "../support/people.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ nodes: 1 });
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
  [
    "a path below /graphql that nobody serves",
    () => ask("/graphql/nope", "{}"),
    404,
    { code: "NOT_FOUND" },
  ],
  [
    "an address that cannot be decoded",
    () => fetch(`${app.origin}/graphql/%zz`),
    400,
    { code: "BAD_USER_INPUT", field: "url" },
  ],
  [
    "an answer of a type that there is not",
    () => ask("/graphql", '{"query":"{__typename}"}', { accept: "image/png" }),
    406,
    { code: "BAD_USER_INPUT" },
  ],
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

/** What comes back for these bytes, on a connection of its own. */
async function raw(bytes: string): Promise<{ status: number; type: string; body: unknown }> {
  const { hostname, port } = new URL(app.origin);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  const [head = "", body = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
  const type = /content-type: ([^\r]*)/i.exec(head)?.[1] ?? "";
  return { status: Number(head.split(" ")[1]), type, body: JSON.parse(body) as unknown };
}
const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
const KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

test.each([
  ["what is no HTTP", "nonsense\r\n\r\n", 400, "BAD_USER_INPUT"],
  [
    "headers that are too long",
    `GET /graphql HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(20_000)}\r\n\r\n`,
    431,
    "BAD_USER_INPUT",
  ],
  [
    "an address that is too long",
    `GET /graphql?query=${"y".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    431,
    "BAD_USER_INPUT",
  ],
  [
    "an expectation",
    "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n",
    417,
    "BAD_USER_INPUT",
  ],
  [
    "a socket at another address",
    `GET /sockets HTTP/1.1\r\nHost: x\r\n${UPGRADE}${KEY}\r\n`,
    404,
    "NOT_FOUND",
  ],
  [
    "a socket of another origin",
    `GET /graphql HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n${UPGRADE}${KEY}\r\n`,
    403,
    "FORBIDDEN",
  ],
])("%s is refused in that shape, though no request was read", async (_, bytes, status, code) => {
  const answer = await raw(bytes);
  expect(answer).toMatchObject({ status, type: "application/json; charset=utf-8" });
  const message = expect.any(String) as unknown;
  expect(answer.body).toMatchObject({ errors: [{ message, extensions: { code } }] });
});

test("a server that stops tells whoever still has a connection to it to go elsewhere", async () => {
  const http = fastify();
  const log = (): void => undefined;
  refuseWhileClosing(
    http,
    createPresentError({ isOutage: () => false, log, onRefused: log, suggestions: false }),
    () => true,
  );
  const origin = await http.listen({ port: 0, host: "127.0.0.1" });
  const response = await fetch(`${origin}/graphql`, { method: "POST", body: "{}" });
  await http.close();
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(response.headers.get("connection")).toBe("close");
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: "SERVICE_UNAVAILABLE", retryAfterMs: 1_000 } }],
  });
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
