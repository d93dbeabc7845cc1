import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { MUTATION_LIMITS } from "../../src/platform/limits/mutation-limits.js";
import { LIMIT_RULES } from "../../src/platform/limits/quotas.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const contract = new URL("../../schema/schema.graphql", import.meta.url);
const mutations = Object.keys(
  buildSchema(readFileSync(contract, "utf8")).getMutationType()?.getFields() ?? {},
);
let app: TestApp;
let ann: Person;
let bob: Person;
let messageId: string;

beforeAll(async () => {
  app = await startApp({ limits: { perUserPercent: 10 } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  messageId = (await send(app, ann, await openDirect(app, ann, bob), "hello")).id;
});
afterAll(() => app.stop());

test.each(mutations)("A-80: %s has a limit", (field) => {
  const limit = MUTATION_LIMITS[field]?.limit ?? "none";
  expect(["send", ...Object.keys(LIMIT_RULES)]).toContain(limit);
});

test("A-80: nothing else is limited there", () => {
  expect(Object.keys(MUTATION_LIMITS).filter((field) => !mutations.includes(field))).toEqual([]);
});

const id = (): string => `"${messageId}"`;
/** What a person does again and again, and how often of it is let through here. */
const REPEATED: Readonly<Record<string, [calls: number, call: (at: number) => string]>> = {
  editMessage: [3, (at) => `editMessage(id: ${id()}, body: "${at}") { id }`],
  setReaction: [
    6,
    (at) => `setReaction(messageId: ${id()}, emoji: "👍", active: ${at % 2 === 0}) { id }`,
  ],
  setPinned: [3, (at) => `setPinned(messageId: ${id()}, pinned: ${at % 2 === 0}) { id }`],
  createGroup: [
    2,
    (at) =>
      `createGroup(input: { clientConversationId: "g${at}", name: "G", memberIds: [] }) { id }`,
  ],
  setBlocked: [24, () => `setBlocked(userId: "${bob.id}", blocked: false) { id }`],
  updateSettings: [6, () => `updateSettings(input: { emailDigest: true }) { id }`],
  createUploadTicket: [
    12,
    () =>
      `createUploadTicket(filename: "a.png", mimeType: "image/png", byteSize: 9) { attachmentId }`,
  ],
};

test.each(Object.entries(REPEATED))(
  "A-80: %s is refused above its limit, and the answer says of which",
  async (field, [calls, call]) => {
    const answers = await Promise.all(
      Array.from({ length: calls + 4 }, (_, at) =>
        post(app.url, `mutation { ${call(at)} }`, {}, ann.token),
      ),
    );
    const refused = answers.filter((answer) => codeOf(answer) === "RATE_LIMITED");
    expect(refused).toHaveLength(4);
    expect(refused[0]?.errors?.[0]?.extensions["limit"]).toBe(calls);
    const response = await fetch(app.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${ann.token}` },
      body: JSON.stringify({ query: `mutation { ${call(0)} }` }),
    });
    const name = MUTATION_LIMITS[field]?.limit;
    expect(response.headers.get("ratelimit-policy")).toContain(`"${name}";q=${calls};w=`);
    expect(response.headers.get("ratelimit")).toContain(`"${name}";r=0;t=`);
  },
);

test("A-80: what is refused is not done, and aliases of one document are counted each", async () => {
  const eve = await signUp(app, "Eve");
  const created = Array.from(
    { length: 5 },
    (_, at) =>
      `a${at}: createGroup(input: { clientConversationId: "e${at}", name: "G", memberIds: [] }) { id }`,
  );
  await post(app.url, `mutation { ${created.join(" ")} }`, {}, eve.token);
  const list = "{ viewer { conversations(first: 9) { nodes { id } } } }";
  const { data } = await post<{ viewer: { conversations: { nodes: unknown[] } } }>(
    app.url,
    list,
    {},
    eve.token,
  );
  expect(data.viewer.conversations.nodes.length).toBeLessThanOrEqual(2);
});

test("A-81: one person asks another for little, and does not use up what others may ask", async () => {
  const [cid, dan] = [await signUp(app, "Cid"), await signUp(app, "Dan")];
  const ask = (from: Person): Promise<string | undefined> =>
    post(
      app.url,
      `mutation { sendContactRequest(userId: "${dan.id}") { id } }`,
      {},
      from.token,
    ).then(codeOf);
  expect([await ask(cid), await ask(cid), await ask(cid)]).toContain("RATE_LIMITED");
  expect(await ask(bob)).toBeUndefined();
});

test("A-81: one person puts another into few groups a day, by making them and by adding", async () => {
  const [fay, gus] = [await signUp(app, "Fay"), await signUp(app, "Gus")];
  const make = (at: number, owner = fay): Promise<string | undefined> => {
    const id = `"f${at}${owner.id}"`;
    const input = `{ clientConversationId: ${id}, name: "G", memberIds: ["${gus.id}"] }`;
    return post(app.url, `mutation { createGroup(input: ${input}) { id } }`, {}, owner.token).then(
      codeOf,
    );
  };
  expect(await make(1)).toBeUndefined();
  expect(await make(2)).toBe("RATE_LIMITED");
  expect(await make(3, bob)).toBeUndefined();
});

test("A-116: many people together put somebody into few groups a day as well", async () => {
  const gus = await signUp(app, "Gus");
  const codes: (string | undefined)[] = [];
  for (let at = 0; at < 12; at += 1) {
    const owner = await signUp(app, `Fay${at}`);
    const input = `{ clientConversationId: "all${at}", name: "G", memberIds: ["${gus.id}"] }`;
    const query = `mutation { createGroup(input: ${input}) { id } }`;
    codes.push(codeOf(await post(app.url, query, {}, owner.token)));
  }
  expect(codes.slice(0, 10)).toEqual(Array(10).fill(undefined));
  expect(codes.slice(10)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
});

test("serverInfo tells every budget", async () => {
  const query = "{ serverInfo { limits { budgets { name scope max unit windowSeconds } } } }";
  const { data } = await post<{
    serverInfo: { limits: { budgets: { name: string; max: number }[] } };
  }>(app.url, query);
  const told = new Map(data.serverInfo.limits.budgets.map(({ name, max }) => [name, max]));
  for (const name of Object.keys(LIMIT_RULES)) expect(told.has(name)).toBe(true);
  expect(told.get("edits")).toBe(3);
});
