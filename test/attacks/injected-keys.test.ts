import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SetReactionDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, refusal, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { request } from "../support/raw.js";
import { Rows } from "../support/rows.js";
import { keysOf } from "./every-argument.js";

const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
let app: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  conversationId = await openDirect(app, ann, bob);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

test("A-41: what is stored under names has names of ours", async () => {
  const { id } = await send(app, bob, conversationId, "to react to");
  for (const emoji of ["$set", "a.b", "__proto__", "constructor", "👍.$inc", "$👍", ""])
    expect(
      await refusal(app, ann, SetReactionDocument, { messageId: id, emoji, active: true }),
    ).toBe("BAD_USER_INPUT");
  for (const emoji of ["👍", "#️⃣"])
    expect(
      await refusal(app, ann, SetReactionDocument, { messageId: id, emoji, active: true }),
    ).toBeNull();
  const keys = new Set(keysOf(await rows.all()));
  expect([...keys].filter((key) => !/^[A-Za-z_]+$/.test(key) && !/^\d+$/.test(key))).toEqual([]);
});

test("A-43: no body, map, address or header reaches the prototype of objects", async () => {
  const query = "query (%groups: [ID!]!) { nodes(ids: %groups) { id } }";
  const json = { "content-type": "application/json", "apollo-require-preflight": "1" };
  for (const variables of [
    '{"ids":[],"__proto__":{"polluted":1}}',
    '{"ids":[],"constructor":{"prototype":{"polluted":1}}}',
    '{"ids":{"__proto__":{"polluted":1}}}',
  ]) {
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    await fetch(app.url, { method: "POST", headers: json, body });
    const address = `query=${encodeURIComponent(query)}&variables=${encodeURIComponent(variables)}`;
    await fetch(`${app.url}?${address}&__proto__[polluted]=1&constructor.prototype.polluted=1`, {
      headers: json,
    });
  }
  for (const path of [
    "__proto__.polluted",
    "constructor.prototype.polluted",
    "variables.__proto__.polluted",
  ]) {
    const form = new FormData();
    form.set("operations", JSON.stringify({ query, variables: { ids: [] } }));
    form.set("map", JSON.stringify({ 0: [path] }));
    form.set("0", new Blob(["x"]), "x.txt");
    const headers = { "apollo-require-preflight": "1", authorization: `Bearer ${ann.token}` };
    expect((await fetch(app.url, { method: "POST", headers, body: form })).status).toBe(400);
  }
  const raw = await request(
    app.origin,
    "GET /health/live HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nconstructor: x\r\n",
  );
  expect(raw).toMatch(/^HTTP\/1.1 \d/);
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  const { errors } = await post(app.url, "{ viewer { email } }", {}, ann.token);
  expect(errors).toBeUndefined();
});
