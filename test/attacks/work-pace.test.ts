import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { inTurns } from "../../src/api/graphql/in-turns.js";
import { checkPrice, lookThroughPrice } from "../../src/edge/server/work-price.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { signUp } from "../support/people.js";

const WORK = { perUser: 100, perNetwork: 500, anonymous: 30, perServiceKey: 0 };
/** Might bring 800 objects, 32 ms by its price, and brings none. */
const COSTLY =
  "{ viewer { conversations(first: 100) { nodes { members(first: 6) { nodes { role } } } } } }";
const PRICE_MS = 32;
const AT_ONCE = 12;

const FIELDS = 120;
/** The braces, and of each field its alias, a colon and its name. */
const NOVEL_TOKENS = 2 + 3 * FIELDS;
const novel = (at: number): string =>
  `{ ${Array.from({ length: FIELDS }, (_, field) => `t${at}_${field}: __typename`).join(" ")} }`;

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ env: { TRUST_PROXY_HOPS: "1" }, limits: { work: WORK } });
});
afterEach(() => app.stop());

test("A-84: what one person asks at once and is costly follows each other, however it is paid for", async () => {
  const eve = await signUp(app, "Eve");
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const answer = await post(app.url, COSTLY, {}, eve.token);
      return { code: codeOf(answer), at: performance.now() - began };
    }),
  );
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined]));
  // Three tenths of a core, less what had been saved up.
  const last = Math.max(...answers.map(({ at }) => at));
  expect(last).toBeGreaterThan(((AT_ONCE - 1) * PRICE_MS - 10) / 0.3 - 10);
});

test.each([
  ["somebody", (at: number) => `203.0.113.${at}`, "Eve"],
  ["one IPv6 network without a login", (at: number) => `2001:db8:0:1::${at}`, null],
])(
  "A-84: long texts that nobody has sent before are checked one after the other for %s",
  async (_, address, name) => {
    const token = name ? (await signUp(app, name)).token : undefined;
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, async (_unused, at) => {
        const headers = { "x-forwarded-for": address(at + 1) };
        const answer = await post(app.url, novel(at), {}, token, headers);
        return { code: codeOf(answer), at: performance.now() - began };
      }),
    );
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined]));
    const price = (checkPrice(NOVEL_TOKENS) + lookThroughPrice(NOVEL_TOKENS)) / 1_000;
    const last = Math.max(...answers.map((answer) => answer.at));
    expect(last).toBeGreaterThan(((AT_ONCE - 1) * price - 10) / 0.3 - 10);
  },
);

test("A-84: a long list is shown in turns, between which others go on, and in its order", async () => {
  const shown: number[] = [];
  const list = inTurns(Array.from({ length: 100 }, (_, at) => at));
  const all = Promise.all(list.map(async (item) => shown.push(await item)));
  const meanwhile = new Promise<number>((resolve) => setImmediate(() => resolve(shown.length)));
  expect(await meanwhile).toBeLessThan(60);
  await all;
  expect(shown).toEqual(Array.from({ length: 100 }, (_, at) => at));

  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const ids = Array.from({ length: 100 }, (_, at) => [ann.id, "f".repeat(24), bob.id, "?"][at % 4]);
  const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
  const answer = await post<{ nodes: ({ id: string } | null)[] }>(
    app.url,
    query,
    { ids },
    ann.token,
  );
  const wanted = ids.map((id) => (id === ann.id || id === bob.id ? { id } : null));
  expect(answer.data.nodes).toEqual(wanted);
});
