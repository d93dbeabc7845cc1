import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { inTurns } from "../../src/api/graphql/in-turns.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { signUp } from "../support/people.js";

const WORK = { perUser: 100, perNetwork: 500, anonymous: 30, perServiceKey: 0 };
/** A hundred people, and each one's picture: 8 ms by its price. */
const costly = (id: string): string =>
  `{ nodes(ids: [${Array.from({ length: 100 }, () => `"${id}"`).join(",")}]) { id ... on User { name avatar { url } } } }`;
const AT_ONCE = 20;

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ limits: { work: WORK } });
});
afterEach(() => app.stop());

test("A-84: what one person asks at once and is costly follows each other, however it is paid for", async () => {
  const [eve, ann] = [await signUp(app, "Eve"), await signUp(app, "Ann")];
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const answer = await post(app.url, costly(ann.id), {}, eve.token);
      return { code: codeOf(answer), at: performance.now() - began };
    }),
  );
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined]));
  // Three tenths of a core, less what had been saved up.
  const last = Math.max(...answers.map(({ at }) => at));
  expect(last).toBeGreaterThan((AT_ONCE * 8 - 20) / 0.3);
});

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
