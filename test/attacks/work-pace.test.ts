import { afterEach, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { signUp } from "../support/people.js";

const WORK = { perUser: 100, perNetwork: 500, anonymous: 30, perServiceKey: 0 };
/** A hundred people, and each one's picture: 8 ms by its price. */
const costly = (id: string): string =>
  `{ nodes(ids: [${Array.from({ length: 100 }, () => `"${id}"`).join(",")}]) { id ... on User { name avatar { url } } } }`;
const AT_ONCE = 20;

let app: TestApp;
afterEach(() => app.stop());

test("A-84: what one person asks at once and is costly follows each other, however it is paid for", async () => {
  app = await startApp({ limits: { work: WORK } });
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
  expect(last).toBeGreaterThan((AT_ONCE * 8 - 40) / 0.3);
});
