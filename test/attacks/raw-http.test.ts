import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { post, until } from "../support/graphql.js";
import { rawConnection, request } from "../support/raw.js";

/** Ten seconds by the clock of the server, which looks every second. */
const HEADERS_LIMIT_MS = 60_000;
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ nodes: 1 });
});
afterAll(() => app.stop());

const statusOf = (answer: string): string => answer.split(" ", 2)[1] ?? "";
const BODY = JSON.stringify({ query: "{ __typename }" });
const POST = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
const CHUNKED = "Transfer-Encoding: chunked\r\n";
const LENGTH = `Content-Length: ${BODY.length}\r\n`;
const chunks = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

test("A-64: a request that is in order is answered, in one piece and in chunks", async () => {
  expect(statusOf(await request(app.origin, `${POST}${LENGTH}`, BODY))).toBe("200");
  expect(statusOf(await request(app.origin, `${POST}${CHUNKED}`, chunks(BODY)))).toBe("200");
});

const SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
test.each([
  ["both a length and chunks", `${POST}${LENGTH}${CHUNKED}`, `0\r\n\r\n${SMUGGLED}`],
  ["chunks and then a length", `${POST}${CHUNKED}Content-Length: 5\r\n`, `0\r\n\r\n${SMUGGLED}`],
  ["two lengths", `${POST}${LENGTH}Content-Length: 0\r\n`, BODY],
  ["a length with a sign", `${POST}Content-Length: +${BODY.length}\r\n`, BODY],
  ["a length in hexadecimal", `${POST}Content-Length: 0x1a\r\n`, BODY],
  ["a space before the colon", `${POST}Content-Length : ${BODY.length}\r\n`, BODY],
  ["an unknown transfer coding", `${POST}Transfer-Encoding: xchunked\r\n`, chunks(BODY)],
  ["chunked twice over", `${POST}Transfer-Encoding: chunked, identity\r\n`, chunks(BODY)],
  ["a size of a chunk that is none", `${POST}${CHUNKED}`, `zz\r\n${BODY}\r\n0\r\n\r\n`],
  ["a line feed alone in a header", `${POST}X-A: b\nContent-Length: 0\r\n`, BODY],
  ["a NUL in a header", `${POST}X-A: b\0c\r\n${LENGTH}`, BODY],
  ["no host", `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\n${LENGTH}`, BODY],
  ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\r\n", ""],
])("A-64: %s is 400, and nothing else on that connection is answered", async (_, head, body) => {
  const answer = await request(app.origin, head, body);
  expect([statusOf(answer), answer.match(/^HTTP\/1\.1/gm)?.length]).toEqual(["400", 1]);
});

test("A-64: headers of more than sixteen kilobytes are 431", async () => {
  const head = `GET /health HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(17_000)}\r\n`;
  expect(statusOf(await request(app.origin, head))).toBe("431");
});

test("A-64, A-20: headers that never end, or never begin, are cut, and others are answered", async () => {
  const startedAt = performance.now();
  const slow = await Promise.all([
    ...Array.from({ length: 60 }, () => rawConnection(app.origin)),
    ...Array.from({ length: 60 }, () =>
      rawConnection(app.origin, "POST /graphql HTTP/1.1\r\nHost: a\r\n"),
    ),
  ]);
  const drip = setInterval(() => {
    for (const socket of slow.slice(60)) if (!socket.destroyed) socket.write("X-A: b\r\n");
  }, 500);
  const ended = slow.map((socket) => once(socket.resume(), "end"));
  for (let count = 0; count < 20; count += 1)
    expect((await post(app.url, "{ __typename }")).status).toBe(200);
  await until(
    "they are cut",
    () => slow.every((socket) => socket.readableEnded || socket.destroyed),
    HEADERS_LIMIT_MS,
  );
  clearInterval(drip);
  expect(performance.now() - startedAt).toBeGreaterThan(5_000);
  await Promise.allSettled(ended);
  for (const socket of slow) socket.destroy();
});
