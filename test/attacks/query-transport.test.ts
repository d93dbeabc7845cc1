import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { verdict } from "../support/verdict.js";

let app: TestApp;
let production: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp();
  production = await startApp({ env: { NODE_ENV: "production" } });
  ann = await signUp(app, "Ann");
});
afterEach(() => Peer.cutAll());
afterAll(() => Promise.all([app.stop(), production.stop()]));

const QUERY = JSON.stringify({ query: "{ __typename }" });
const JSON_TYPE = { "content-type": "application/json" };
const PREFLIGHT = { "apollo-require-preflight": "1" };

async function sent(body: string | FormData, headers: Record<string, string> = JSON_TYPE) {
  const response = await fetch(app.url, { method: "POST", headers, body });
  return { status: response.status, text: await response.text() };
}
const got = (query: string, headers: Record<string, string>, rest = "") =>
  fetch(`${app.url}?query=${encodeURIComponent(query)}${rest}`, { headers });

test("A-04: many operations in one request are refused, as JSON and as multipart", async () => {
  for (const count of [1, 2, 100]) {
    const body = `[${Array(count).fill(QUERY).join()}]`;
    expect((await sent(body)).status).toBe(400);
    const form = new FormData();
    form.set("operations", body);
    form.set("map", "{}");
    const headers = { ...PREFLIGHT, authorization: `Bearer ${ann.token}` };
    const multipart = await sent(form, headers);
    expect(multipart.status).toBe(400);
    expect(multipart.text).toContain("BAD_USER_INPUT");
  }
});

const INTROSPECTIONS = [
  "{ __schema { types { name } } }",
  '{ __type(name: "User") { fields { name } } }',
  "{ ...f } fragment f on Query { __schema { types { name } } }",
  '{ ... on Query { a: __type(name: "User") { name } } }',
  "{ viewer { id } __schema { queryType { name } } }",
];

test("A-08: in production the schema is not told, over no transport and in no error", async () => {
  for (const query of INTROSPECTIONS) {
    expect(await verdict(app, query)).toBe("ok");
    expect(await verdict(production, query)).toBe("BAD_USER_INPUT");
    const url = `${production.url}?query=${encodeURIComponent(query)}`;
    expect((await fetch(url, { headers: PREFLIGHT })).status).toBe(400);
  }
  for (const query of ["{ viewr { id } }", "{ user(idd: 1) { id } }", "{ viewer { emale } }"]) {
    const body = JSON.stringify({ query });
    const answer = await fetch(production.url, { method: "POST", headers: JSON_TYPE, body });
    expect(await answer.text()).not.toMatch(/did you mean/i);
    const peer = await new Peer(production).acknowledged();
    peer.subscribe("1", query);
    expect(JSON.stringify(await peer.answered("1"))).not.toMatch(/did you mean/i);
  }
  expect((await sent(JSON.stringify({ query: "{ viewr { id } }" }))).text).toMatch(/did you mean/i);
});

test("A-09: what any page can make a browser send is refused", async () => {
  expect((await got("mutation { logout }", PREFLIGHT)).status).toBe(405);
  expect((await got("{ __typename }", {})).status).toBe(400);
  expect((await got("{ __typename }", { "content-type": "text/plain" })).status).not.toBe(200);
  expect((await got("{ __typename }", PREFLIGHT)).status).toBe(200);
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/graphql",
    "text/plain; application/json",
    "multipart/form-data; boundary=x",
  ]) {
    const { status } = await sent(QUERY, { "content-type": type });
    expect([400, 415]).toContain(status);
  }
  expect((await sent(QUERY)).status).toBe(200);
  // JSON is UTF-8: no decoder is chosen by the client.
  const encoded = await sent(QUERY, { "content-type": "application/json; charset=utf-7" });
  expect(encoded).toMatchObject({ status: 200, text: expect.stringContaining("Query") });
});

test("A-09: no header makes another request of it", async () => {
  for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
    const answer = await got("mutation { logout }", { ...PREFLIGHT, [name]: "POST" });
    expect(answer.status).toBe(405);
  }
});

test("A-11: documents are not stored under a hash, their own or another's", async () => {
  const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
  const query = "{ serverInfo { version } }";
  for (const sha256Hash of [hashOf(query), hashOf("{ viewer { id } }")]) {
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    await sent(JSON.stringify({ query, extensions }));
    const { status, text } = await sent(JSON.stringify({ extensions }));
    expect(status).not.toBe(500);
    expect(text).toContain("BAD_USER_INPUT");
    expect(text).not.toContain("version");
  }
});
