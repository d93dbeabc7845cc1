import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { post, until } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";

const ANSWER_LIMIT_MS = 6_000;
let database: TestDatabase;
let app: TestApp;
let ann: Person;

beforeAll(async () => {
  database = await startDatabase();
  app = await startApp({ env: { MONGO_DB_URI: database.uri } });
  ann = await signUp(app, "Ann");
});
afterEach(() => Peer.cutAll());
afterAll(async () => {
  await app.stop();
  await database.stop();
});

const NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";

async function sent(variables: string, query = NODES) {
  const response = await fetch(app.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ann.token}` },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });
  return { status: response.status, text: await response.text() };
}

test("A-10: a body has a hundred kilobytes", async () => {
  const filled = (bytes: number): string => `{"ids":["${"x".repeat(bytes)}"]}`;
  expect((await sent(filled(99_000))).status).toBe(200);
  const tooLong = await sent(filled(100_001));
  expect(tooLong.status).toBe(413);
  expect(JSON.parse(tooLong.text)).toMatchObject({ errors: [{ message: expect.any(String) }] });
});

test("A-10: variables as deep or as wrong as can be are refused in a few words", async () => {
  const deep = `${"[".repeat(40_000)}${"]".repeat(40_000)}`;
  const nested = `${'{"a":'.repeat(15_000)}1${"}".repeat(15_000)}`;
  const wrong = `[${Array(20_000).fill("{}").join()}]`;
  for (const ids of [deep, nested, wrong, `[${nested}]`]) {
    const startedAt = runningClock();
    const { status, text } = await sent(`{"ids":${ids}}`);
    expect(runningClock() - startedAt).toBeLessThan(2_000);
    expect([status, text.includes("BAD_USER_INPUT")]).toEqual([400, true]);
    expect(text.length).toBeLessThan(20_000);
  }
});

test("A-10: of a key given twice there is one value, and keys of prototypes are refused", async () => {
  const twice = await sent('{"ids":["x"],"ids":[]}');
  expect(twice.text.trim()).toBe('{"data":{"nodes":[]}}');
  for (const key of ['"__proto__"', '"\\u005f_proto__"']) {
    const { status, text } = await sent(`{"ids":[],${key}:{"polluted":true}}`);
    expect([status, text.includes("BAD_USER_INPUT")]).toEqual([400, true]);
  }
  const constructor = '{"ids":[],"constructor":{"prototype":{"polluted":true}}}';
  expect((await sent(constructor)).status).toBe(400);
  const peer = await new Peer(app).acknowledged();
  peer.say(
    `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}},"__proto__":{"polluted":true}}`,
  );
  await peer.answered("1");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("A-12: a database that says nothing is SERVICE_UNAVAILABLE in seconds, and then no more", async () => {
  const ask = () => post(app.url, '{ users(query: "ann") { nodes { name } } }', {}, ann.token);
  expect((await ask()).data).toMatchObject({ users: { nodes: [{ name: "Ann" }] } });
  process.kill(database.pid(), "SIGSTOP");
  const startedAt = runningClock();
  try {
    const { errors } = await ask();
    expect(errors?.[0]?.extensions.code).toBe("SERVICE_UNAVAILABLE");
    expect(runningClock() - startedAt).toBeLessThan(ANSWER_LIMIT_MS);
  } finally {
    process.kill(database.pid(), "SIGCONT");
  }
  await until("it answers again", async () => (await ask()).errors === undefined);
});
