import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";
import { backend, type Backend } from "../support/services.js";
import { bodiesOf, Hooks } from "./hook.js";

/** Longer than an answer takes on a busy machine: what is taken twice is counted here. */
const TIMEOUT_MS = 5_000;
/** A backend that waits for another one waits for ever here; what is less is the machine. */
const LAG_MS = 10_000;

let app: TestApp;
let shop: Backend;
let ada: Person;
let bob: Person;
const hooks = new Hooks();

beforeAll(async () => {
  const soon = { timeoutMs: TIMEOUT_MS, retryMinMs: 50, retryMaxMs: 1_000 };
  app = await startApp({ config: { webhooks: { allowPrivate: true, ...soon } } });
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
});
afterAll(async () => {
  await app.stop();
  await hooks.stop();
});

test("what was taken and answered too late comes again with its id, and nothing overtakes it", async () => {
  const chat = await openDirect(app, ada, bob);
  const hook = await hooks.make(app, shop);
  const { endpoint } = hook;
  let late = 0;
  endpoint.behave = (response, event) => {
    if (event.data.body !== "two" || late === 2) return endpoint.take(response, event);
    late += 1;
    endpoint.taken.push(event);
    // Confab has given up by then.
    response.once("close", () => response.writeHead(204).end());
  };
  for (const body of ["one", "two", "three"]) await send(app, ada, chat, body);
  await until("the last one has come", () => bodiesOf(hook).includes("three"));
  expect(bodiesOf(hook)).toEqual(["one", "two", "two", "two", "three"]);
  const ids = endpoint.taken.map(({ id }) => id);
  expect(new Set(ids.slice(1, 4)).size).toBe(1);
  expect(new Set(ids).size).toBe(3);
});

test("one that is dead for hundreds of messages has them all afterwards, and another waits for nothing", async () => {
  const groups = [];
  for (let at = 0; at < 5; at += 1) groups.push(await createGroup(app, ada, [bob], `Group ${at}`));
  const dead = await hooks.make(app, shop);
  const live = await hooks.make(app, shop);
  const lags: number[] = [];
  const sent = new Map<string, number>();
  dead.endpoint.behave = (response) => response.destroy();
  live.endpoint.behave = (response, event) => {
    const at = runningClock();
    lags.push(at - (sent.get(event.data.body ?? "") ?? at));
    live.endpoint.take(response, event);
  };
  const rounds = Array.from({ length: 60 }, (_, round) => round);
  await Promise.all(
    groups.map(async (group, at) => {
      for (const round of rounds) {
        const body = `${at}: ${round}`;
        sent.set(body, runningClock());
        await send(app, ada, group, body);
      }
    }),
  );
  const all = groups.length * rounds.length;
  await until("the other has all", () => live.endpoint.taken.length === all);
  expect(Math.max(...lags)).toBeLessThan(LAG_MS);
  expect(dead.endpoint.taken).toEqual([]);
  dead.endpoint.behave = null;
  await until("it has all", () => dead.endpoint.once.length === all);
  for (const { endpoint } of [dead, live]) {
    expect(endpoint.taken).toHaveLength(all);
    for (const [at, group] of groups.entries()) {
      const own = endpoint.taken.filter(({ data }) => data.conversationId === group);
      expect(own.map(({ data }) => data.body)).toEqual(rounds.map((round) => `${at}: ${round}`));
    }
  }
});
