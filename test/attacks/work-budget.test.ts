import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startApp, type TestApp, type TestAppOptions } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { RawStream } from "../support/event-stream.js";
import { Peer } from "../support/peer.js";
import { signUp } from "../support/people.js";
import { freePort } from "../../scripts/database/port.js";
import { RedisServer } from "../support/redis-server.js";

/** As configured by default, for tests a stranger's second is spent on 5 documents in a window. */
const WORK = { perUser: 100, perNetwork: 500, anonymous: 30, perServiceKey: 0 };
const DEAREST = 70_000;
const WINDOW_MS = 10_000;
const AFFORDED = Math.ceil((WORK.anonymous * WINDOW_MS) / DEAREST) + 1;
let began = 0;
beforeEach(() => {
  began = performance.now();
});
/** In the windows that have begun until now, however slow the machine is. */
const affordable = (): number =>
  AFFORDED * (2 + Math.floor((performance.now() - began) / WINDOW_MS));

const apps: TestApp[] = [];
let redis: RedisServer | null = null;
const start = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const app = await startApp({
    ...options,
    env: { TRUST_PROXY_HOPS: "1", ...options.env },
    limits: { work: WORK, ...options.limits },
  });
  apps.push(app);
  return app;
};
afterEach(async () => {
  Peer.cutAll();
  for (const app of apps.splice(0)) await app.stop();
  await redis?.stop();
  redis = null;
});

let made = 0;
/** A thousand tokens that nobody has sent before. */
const novel = (): string => `{ ${"serverInfo { version } ".repeat(249)} } # ${(made += 1)}`;
const from = (address: string): Record<string, string> => ({ "x-forwarded-for": address });
const ask = (app: TestApp, query: string, address = "203.0.113.1", token?: string) =>
  post(app.url, query, {}, token, from(address));
const answered = (results: readonly { errors?: unknown }[]): number =>
  results.filter(({ errors }) => !errors).length;

test("A-77: distinct documents over 25 anonymous sockets are not all looked at", async () => {
  const app = await start();
  const peers = await Promise.all(
    Array.from({ length: 25 }, () =>
      new Peer(app, { headers: from("203.0.113.9") }).acknowledged(),
    ),
  );
  for (let round = 0; round < 8; round += 1)
    for (const [at, peer] of peers.entries()) peer.subscribe(`${at}-${round}`, novel());
  const frames = () => peers.flatMap((peer) => peer.frames.filter(({ id }) => id));
  await until("all are answered", () => {
    const ids = frames().filter(({ type }) => type === "next" || type === "error");
    return new Set(ids.map(({ id }) => id)).size === 200;
  });
  expect(frames().filter(({ type }) => type === "next").length).toBeLessThanOrEqual(affordable());
  const refused = frames().filter(({ type }) => type === "error");
  for (const { payload } of refused) expect(JSON.stringify(payload)).toContain("RATE_LIMITED");
});

test("A-77: a socket that nobody signed in to asks a handful of times in its life", async () => {
  const app = await start({
    limits: { work: { perUser: 0, perNetwork: 0, anonymous: 0, perServiceKey: 0 } },
  });
  const peer = await new Peer(app).acknowledged();
  for (let at = 0; at < 12; at += 1) peer.subscribe(`q${at}`, "{ __typename }");
  await peer.heard("error", "q11");
  expect(peer.frames.filter(({ type }) => type === "next")).toHaveLength(10);
  for (let at = 12; at < 40; at += 1) peer.subscribe(`q${at}`, "{ __typename }");
  expect(await peer.closeCode()).toBe(1008);
});

test("A-77: nor are those that are asked for as streams of events", async () => {
  const app = await start();
  const raws = await Promise.all(
    Array.from({ length: 60 }, () =>
      RawStream.open(app.url, novel(), { headers: from("203.0.113.8") }),
    ),
  );
  await until("all are answered", () => raws.every(({ ended }) => ended));
  const streams = raws.filter(({ status }) => status === 200);
  expect(streams.length).toBeGreaterThan(0);
  expect(streams.length).toBeLessThanOrEqual(affordable());
  const refused = raws.filter(({ status }) => status === 429);
  expect(streams.length + refused.length).toBe(60);
  for (const { headers } of refused) {
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(headers.get("ratelimit")).toMatch(/^"work-anonymous";r=\d+;t=\d+$/);
  }
});

test("A-77: nor are those of 20 anonymous HTTP connections, and the answer says when to come again", async () => {
  const app = await start();
  const results = await Promise.all(Array.from({ length: 60 }, () => ask(app, novel())));
  expect(answered(results)).toBeGreaterThan(0);
  expect(answered(results)).toBeLessThanOrEqual(affordable());
  const refused = results.filter(({ errors }) => errors);
  expect(new Set(refused.map(codeOf))).toEqual(new Set(["RATE_LIMITED"]));
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
  const response = await fetch(app.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...from("203.0.113.1") },
    body: JSON.stringify({ query: novel() }),
  });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(response.headers.get("ratelimit-policy")).toBe('"work-anonymous";q=300000;w=10');
  expect(response.headers.get("ratelimit")).toMatch(/^"work-anonymous";r=\d+;t=\d+$/);
});

test.each([
  [
    "that is not valid",
    () => `{ ${Array.from({ length: 990 }, () => `x${(made += 1)}`).join(" ")} }`,
  ],
  ["that is no GraphQL", () => `{ ${"viewer { id } ".repeat(240)} # ${(made += 1)}`],
  ["as long as a body may be", () => `{ __typename } #${"x".repeat(90_000)}${(made += 1)}`],
])("A-77: a document %s costs as much", async (_, text) => {
  const app = await start();
  const results = await Promise.all(Array.from({ length: 60 }, () => ask(app, text())));
  const looked = results.filter((result) => codeOf(result) !== "RATE_LIMITED");
  expect(looked.length).toBeLessThanOrEqual(5 * affordable());
});

test("A-77: what was spent over HTTP is missing on sockets, and the other way round", async () => {
  const app = await start();
  const address = "203.0.113.20";
  await Promise.all(Array.from({ length: 10 }, () => ask(app, novel(), address)));
  const peer = await new Peer(app, { headers: from(address) }).acknowledged();
  peer.subscribe("1", novel());
  expect(JSON.stringify(await peer.answered("1"))).toContain("RATE_LIMITED");
  const other = await new Peer(app, { headers: from("203.0.113.21") }).acknowledged();
  for (let at = 0; at < 10; at += 1) other.subscribe(`${at}`, novel());
  await other.answered("9");
  expect(codeOf(await ask(app, novel(), "203.0.113.21"))).toBe("RATE_LIMITED");
});

test("A-77: strangers who have spent all of theirs take nothing from whoever is signed in there", async () => {
  const app = await start();
  const ann = await signUp(app, "Ann");
  const address = "203.0.113.30";
  await Promise.all(Array.from({ length: 20 }, () => ask(app, novel(), address)));
  expect(codeOf(await ask(app, novel(), address))).toBe("RATE_LIMITED");
  expect(codeOf(await ask(app, novel(), address, ann.token))).toBeUndefined();
});

test("A-77: what was spent on one node is missing on another", async () => {
  redis = await RedisServer.start(await freePort());
  const shared = { database: `work-${Date.now()}`, env: { REDIS_URL: redis.url } };
  const [a, b] = [await start(shared), await start(shared)];
  await until(
    "the nodes share their counts",
    async () => {
      await Promise.all(Array.from({ length: 10 }, () => ask(a, novel())));
      return codeOf(await ask(b, novel())) === "RATE_LIMITED";
    },
    30_000,
  );
});

test("A-77: a /48 of IPv6 does as much as four networks, not as 65,536", async () => {
  const app = await start();
  const wide = (at: number) => ask(app, novel(), `2001:db8:1:${at.toString(16)}::1`);
  const results = await Promise.all(Array.from({ length: 60 }, (_, at) => wide(at)));
  expect(answered(results)).toBeLessThanOrEqual(4 * affordable());
  expect(answered(results)).toBeGreaterThan(AFFORDED);
  expect(codeOf(await ask(app, novel(), "2001:db8:2::1"))).toBeUndefined();
});

test("A-77: a person pays from one purse, wherever from; others are not held up by it", async () => {
  const app = await start();
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const results: Awaited<ReturnType<typeof ask>>[] = [];
  for (let round = 0; round < 12; round += 1) {
    const five = [0, 1, 2, 3, 4].map((at) => `198.51.100.${5 * round + at}`);
    results.push(...(await Promise.all(five.map((from) => ask(app, novel(), from, ann.token)))));
  }
  expect(answered(results)).toBeGreaterThan(AFFORDED);
  expect(results.some((result) => codeOf(result) === "RATE_LIMITED")).toBe(true);
  expect(codeOf(await ask(app, "{ viewer { id } }", "198.51.100.1", bob.token))).toBeUndefined();
});

test("A-77: what costs objects is paid for before it is executed", async () => {
  const app = await start({ limits: { work: { ...WORK, perUser: 15 } } });
  const ann = await signUp(app, "Ann");
  const ids = Array.from({ length: 100 }, () => `"${ann.id}"`).join(",");
  const query = `{ nodes(ids: [${ids}]) { id ... on User { name avatar { id } contactState } } }`;
  const results = await Promise.all(
    Array.from({ length: 100 }, () => ask(app, query, "198.51.100.1", ann.token)),
  );
  expect(results.some((result) => codeOf(result) === "RATE_LIMITED")).toBe(true);
  expect(answered(results)).toBeGreaterThan(5);
});

test("A-77: an office behind one address: sixty people come in at the same time", async () => {
  const app = await start({ env: { NODE_ENV: "test" } });
  const login = "mutation ($i: LoginInput!) { login(input: $i) { tokens { accessToken } } }";
  const input = { i: { email: "nobody@example.com", password: "a password that is wrong" } };
  const boot = "{ serverInfo { version features limits { uploadMaxBytes } } viewer { id } }";
  await ask(app, boot);
  const people = Array.from({ length: 60 }, async () => {
    const first = await ask(app, boot);
    const second = await post(app.url, login, input, undefined, from("203.0.113.1"));
    return [codeOf(first), second.errors?.[0]?.message];
  });
  const codes = (await Promise.all(people)).map(([code]) => code);
  expect(codes.filter(Boolean)).toEqual([]);
});
