import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MessageReceivedDocument, SendMessageDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { RawStream, Stream } from "../support/event-stream.js";
import { codeOf, until, type GraphqlResult } from "../support/graphql.js";
import { startCaddy } from "../support/caddy.js";
import { startNginx } from "../support/nginx.js";
import { signUp, type Person } from "../support/people.js";

const OURS = "https://app.example.com";
const NAME = "{ viewer { user { name } } }";
let app: TestApp;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp({ env: { CORS_ORIGINS: OURS } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterAll(() => app.stop());

const EVENTS = { accept: "text/event-stream" };
const JSON_TYPE = { "content-type": "application/json" };
const signedIn = ({ token }: Person) => ({ authorization: `Bearer ${token}` });

async function asked(
  body: string | FormData,
  headers: Record<string, string>,
): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(app.url, { method: "POST", headers, body });
  const type = response.headers.get("content-type");
  return { status: response.status, type, text: await response.text() };
}

test("the stock client asks a query and a mutation, and each is complete after one result", async () => {
  const query = new Stream({ url: app.url, token: ann.token, document: NAME });
  await until("the query is complete", () => query.completed);
  expect(query.items).toEqual([{ user: { name: "Ann" } }]);
  const conversationId = await openDirect(app, ann, bob);
  const input = { conversationId, clientMessageId: randomUUID(), body: "by stream" };
  const mutation = new Stream<{ message: { body: string } }>({
    url: app.url,
    token: ann.token,
    document: SendMessageDocument as never,
    variables: () => ({ input }),
  });
  await until("the mutation is complete", () => mutation.completed);
  expect(mutation.items[0]?.message.body).toBe("by stream");
});

test.each([
  ["a syntax that is wrong", "{ viewer", "BAD_USER_INPUT"],
  ["a field that there is not", "{ nothing }", "BAD_USER_INPUT"],
  ["a subscription of nobody", "subscription { messageReceived { id } }", "UNAUTHENTICATED"],
])("%s is an error in the stream, which is complete then", async (_what, query, code) => {
  const raw = await RawStream.open(app.url, query);
  await until("it has ended", () => raw.ended);
  expect(raw.status).toBe(200);
  expect(raw.events.map(({ event }) => event)).toEqual(["next", "complete"]);
  expect(codeOf(JSON.parse(raw.events[0]?.data ?? "") as GraphqlResult<unknown>)).toBe(code);
});

test.each([
  ["a list of operations", `[${JSON.stringify({ query: NAME })}]`],
  ["no query", "{}"],
  ["variables that are a list", JSON.stringify({ query: NAME, variables: [] })],
  ["a name that is a number", JSON.stringify({ query: NAME, operationName: 1 })],
])("%s is refused as it is without a stream", async (_what, body) => {
  const { status, type, text } = await asked(body, { ...EVENTS, ...JSON_TYPE });
  expect([status, type]).toEqual([400, "application/json; charset=utf-8"]);
  expect(codeOf(JSON.parse(text) as GraphqlResult<unknown>)).toBe("BAD_USER_INPUT");
});

test.each([
  ["a subscription", MessageReceivedDocument.toString()],
  ["a query", NAME],
])("%s with a token that is none is answered with 401 in the usual shape", async (_what, query) => {
  const headers = { ...EVENTS, ...JSON_TYPE, authorization: "Bearer x.y.z" };
  const { status, type, text } = await asked(JSON.stringify({ query }), headers);
  expect([status, type]).toEqual([401, "application/json; charset=utf-8"]);
  expect(codeOf(JSON.parse(text) as GraphqlResult<unknown>)).toBe("UNAUTHENTICATED");
});

test("clients that take JSON as well are given JSON", async () => {
  const body = JSON.stringify({ query: NAME });
  const typeFor = async (accept: string): Promise<string | null> =>
    (await asked(body, { accept, ...JSON_TYPE })).type;
  // As urql does.
  expect(
    await typeFor("application/graphql-response+json, application/json, text/event-stream"),
  ).toMatch(/json/);
  expect(await typeFor("text/event-stream, multipart/mixed")).toBe(
    "text/event-stream; charset=utf-8",
  );
  expect(await typeFor("text/event-stream, application/json;q=0.5")).toMatch(/json/);
});

test("by GET queries and subscriptions are asked, and mutations are not", async () => {
  const get = (query: string, headers = {}): Promise<Response> =>
    fetch(`${app.url}?query=${encodeURIComponent(query)}`, {
      headers: { ...EVENTS, ...signedIn(ann), ...headers },
    });
  expect(await (await get(NAME)).text()).toContain('data: {"data":{"viewer"');
  const stream = await get("subscription { messageReceived { body } }");
  expect([stream.status, stream.headers.get("x-accel-buffering")]).toEqual([200, "no"]);
  await stream.body?.cancel();
  const mutation = await get("mutation { logout }");
  expect([mutation.status, mutation.headers.get("allow")]).toEqual([405, "POST"]);
  await until("all are gone", () => app.open().sockets === 0);
});

test("A-182: a page of another origin opens no stream, nor does a form", async () => {
  const body = JSON.stringify({ query: "subscription { messageReceived { id } }" });
  const from = (origin: string): Promise<Response> =>
    fetch(app.url, {
      method: "POST",
      headers: { ...EVENTS, ...JSON_TYPE, ...signedIn(ann), origin },
      body,
    });
  expect((await from("https://evil.example.com")).status).toBe(403);
  const ours = await from(OURS);
  expect(ours.status).toBe(200);
  expect(ours.headers.get("access-control-allow-origin")).toBe(OURS);
  expect(ours.headers.get("cache-control")).toBe("no-store, no-transform");
  await ours.body?.cancel();
  expect((await asked(body, { ...EVENTS, "content-type": "text/plain" })).status).toBe(400);
  const form = new FormData();
  form.set("operations", body);
  form.set("map", "{}");
  const headers = { ...EVENTS, ...signedIn(ann), "apollo-require-preflight": "1" };
  expect((await asked(form, headers)).status).toBe(400);
  await until("all are gone", () => app.open().sockets === 0);
});

test.each([
  ["nginx", startNginx],
  ["Caddy", startCaddy],
])(
  "through %s events come at once, and the end of the client is the end of its stream",
  async (_name, start) => {
    const proxy = await start(app.origin);
    const conversationId = await openDirect(app, ann, bob);
    const raw = await RawStream.open(
      `${proxy.origin}/graphql`,
      MessageReceivedDocument.toString(),
      {
        token: bob.token,
        variables: { conversationId },
      },
    );
    await until("it has begun", () => raw.lastId !== "");
    for (const body of ["one", "two"]) {
      const input = { conversationId, clientMessageId: randomUUID(), body };
      const stream = new Stream({
        url: `${proxy.origin}/graphql`,
        token: ann.token,
        document: SendMessageDocument,
        variables: () => ({ input }),
      });
      await until("it is sent", () => stream.completed);
      await until("it came", () => raw.text.includes(`"${body}"`), 5_000);
    }
    // Nothing else is said meanwhile.
    const { length } = raw.text;
    await until(
      "a comment shows that the line is there",
      () => raw.text.slice(length) === ":\n\n",
      15_000,
    );
    raw.close();
    await until("its stream is gone", () => app.open().sockets === 0);
    await proxy.stop();
  },
);
