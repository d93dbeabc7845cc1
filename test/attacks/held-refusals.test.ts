import { afterEach, expect, test } from "@jest/globals";
import { HeldRefusals } from "../../src/edge/server/held-refusals.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { logIn, PASSWORD, signUp } from "../support/people.js";

/** Of so many refusals at once the last is answered after more than a second. */
const MANY = 60;
const LONG_MS = 1_000;
const NO_LIMIT = { perUser: 0, perNetwork: 0, anonymous: 0, perServiceKey: 0 };

let app: TestApp;
afterEach(async () => {
  Peer.cutAll();
  await app.stop();
});
const start = async (work: Partial<typeof NO_LIMIT>): Promise<void> => {
  app = await startApp({
    env: { TRUST_PROXY_HOPS: "1" },
    limits: { work: { ...NO_LIMIT, ...work } },
  });
};
const from = (address: string) => ({ "x-forwarded-for": address });
const atOnce = <T>(count: number, once: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => once(at)));
const duration = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

test("A-83: who asks again and again over HTTP is answered more slowly", async () => {
  await start({ anonymous: 1 });
  const ask = () => post(app.url, "{ __typename }", {}, undefined, from("203.0.113.5"));
  await until("its budget is used up", async () => (await ask()).status === 429);
  let answers: Awaited<ReturnType<typeof ask>>[] = [];
  const ms = await duration(async () => {
    answers = await atOnce(MANY, ask);
  });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429]));
  expect(ms).toBeGreaterThan(LONG_MS);
});

test("A-83: so is who is refused by a mutation, and others are not", async () => {
  await start({});
  const [eve, ann] = [await signUp(app, "Eve"), await signUp(app, "Ann")];
  const write = 'mutation { updateProfile(input: { bio: "x" }) { id } }';
  const limited = await startApp({
    config: { mongoUri: app.config.mongoUri },
    limits: { perUserPercent: 10 },
  });
  try {
    const byEve = () => post(limited.url, write, {}, eve.token);
    await until("she has written enough", async () => codeOf(await byEve()) === "RATE_LIMITED");
    expect(await duration(() => atOnce(MANY, byEve))).toBeGreaterThan(LONG_MS);
    expect(codeOf(await post(limited.url, write, {}, ann.token))).toBeUndefined();
  } finally {
    await limited.stop();
  }
});

test("A-83: so is who logs in again and again", async () => {
  await start({});
  const ann = await signUp(app, "Ann");
  const login = `mutation { login(input: { email: "${ann.email}", password: "${PASSWORD}" }) { tokens { tokenType } } }`;
  const answers: (string | undefined)[] = [];
  const ms = await duration(async () => {
    const some = await atOnce(MANY + 80, () =>
      post(app.url, login, {}, undefined, from("203.0.113.6")),
    );
    answers.push(...some.map(codeOf));
  });
  const refused = answers.filter((code) => code !== undefined).length;
  // 25 ms apart, and two seconds late at most.
  expect(refused).toBeGreaterThan(MANY + 30);
  expect(ms).toBeGreaterThan(1_990);
  expect((await logIn(app, ann.email)).token).toBeTruthy();
});

test("A-83: so is who does it over a socket", async () => {
  await start({ anonymous: 1 });
  const headers = from("203.0.113.7");
  const peers = await atOnce(8, () => new Peer(app, { headers }).acknowledged());
  const refused = () =>
    peers.flatMap(({ frames }) => frames.filter(({ type }) => type === "error")).length;
  const ms = await duration(async () => {
    for (let round = 0; round < 10; round += 1)
      for (const [at, peer] of peers.entries())
        peer.subscribe(`${at}-${round}`, `{ ${"__typename ".repeat(400)} } # ${at} ${round}`);
    await until("all are refused", () => refused() >= 78);
  });
  expect(ms).toBeGreaterThan(LONG_MS);
});

test("A-83: few refusals wait for nothing, and no more wait than there is room for", async () => {
  await start({});
  const refusals = new HeldRefusals();
  const settled = async (userId: string, count: number): Promise<number> => {
    let answered = 0;
    for (let at = 0; at < count; at += 1)
      void refusals
        .hold({ userId, keyId: null, ipAddress: "192.0.2.1" })
        .then(() => (answered += 1));
    await new Promise(setImmediate);
    return answered;
  };
  expect(await settled("ann", 5)).toBe(5);
  expect(await settled("eve", 705)).toBeGreaterThanOrEqual(205);
});
