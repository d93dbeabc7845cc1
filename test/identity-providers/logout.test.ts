import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { ExchangeTokenDocument, RefreshDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startIssuer, type Claims, type Issuer, type TokenOptions } from "../support/issuer.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { runningClock } from "../support/running-clock.js";
import { openSocket, type OpenSocket } from "../support/services.js";

let shop: Issuer;
let pair: NodePair;
const sockets: OpenSocket[] = [];
beforeAll(async () => {
  shop = await startIssuer();
  pair = await startNodePair({ config: { identityProviders: [shop.configured()] } });
});
afterEach(async () => {
  for (const { client } of sockets.splice(0)) await client.dispose();
});
afterAll(async () => {
  await pair.stop();
  await shop.stop();
});

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const events = { [EVENT]: {} };
const logoutToken = (claims: Claims, how: TokenOptions = { typ: "logout+jwt" }) =>
  shop.token({ events, jti: randomUUID(), sub: undefined, ...claims }, how);

async function tell(token: string, at: TestApp = pair.here): Promise<Response> {
  return fetch(`${at.origin}/oidc/backchannel-logout`, {
    method: "POST",
    body: new URLSearchParams({ logout_token: token }),
  });
}

async function enter(claims: Claims, at: TestApp = pair.there) {
  const input = { issuer: shop.issuer, token: await shop.token(claims) };
  const { data, errors } = await post(at.url, ExchangeTokenDocument, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  const { accessToken = "", refreshToken = "" } = data.exchangeToken.tokens ?? {};
  const socket = await openSocket(at, { authorization: `Bearer ${accessToken}` });
  sockets.push(socket);
  return { accessToken, refreshToken, socket };
}
type Entered = Awaited<ReturnType<typeof enter>>;

const isIn = async ({ refreshToken }: Entered) =>
  codeOf(await post(pair.here.url, RefreshDocument, { refreshToken })) === undefined;
const isOut = ({ socket }: Entered) =>
  until("the socket is closed", () => socket.closes.some(({ code }) => code === 4401));
/** In the past, as tokens count whole seconds. */
const earlier = () => Math.floor(Date.now() / 1_000) - 5;

test("a logout of one login ends its sessions on every node within a second, and no others", async () => {
  const sub = randomUUID();
  const [sid, otherSid] = [randomUUID(), randomUUID()];
  const [one, two, other] = [
    await enter({ sub, sid }),
    await enter({ sub, sid }, pair.here),
    await enter({ sub, sid: otherSid }),
  ];
  const before = runningClock();
  const answer = await tell(await logoutToken({ sid, sub }));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  await Promise.all([isOut(one), isOut(two)]);
  expect(runningClock() - before).toBeLessThan(1_000);
  expect([await isIn(one), await isIn(two), await isIn(other)]).toEqual([false, false, true]);
  expect(other.socket.closes).toEqual([]);
});

test("a logout of somebody ends all sessions that their provider has opened", async () => {
  const sub = randomUUID();
  const all = [
    await enter({ sub, sid: "a", iat: earlier() }),
    await enter({ sub, iat: earlier() }),
  ];
  const stranger = await enter({ sub: randomUUID(), sid: `${sub}-other` });
  expect((await tell(await logoutToken({ sub }))).status).toBe(200);
  await Promise.all(all.map(isOut));
  expect(await isIn(stranger)).toBe(true);
  // They come back by a login of after it.
  const later = Math.floor(Date.now() / 1_000) + 2;
  expect(await isIn(await enter({ sub, iat: later }))).toBe(true);
});

const now = () => Math.floor(Date.now() / 1_000);
const bad: readonly (readonly [string, () => Claims, TokenOptions?])[] = [
  ["no event", () => ({ events: undefined })],
  ["another event", () => ({ events: { "https://x.test/other": {} } })],
  ["an event that is no object", () => ({ events: { [EVENT]: true } })],
  ["a nonce", () => ({ nonce: "x" })],
  ["no jti", () => ({ jti: undefined })],
  ["neither sub nor sid", () => ({ sub: undefined, sid: undefined })],
  ["another audience", () => ({ aud: "another-app" })],
  ["another issuer", () => ({ iss: "https://shop.example.com" })],
  ["an expiry that has passed", () => ({ exp: now() - 60 })],
  ["a time of issue to come", () => ({ iat: now() + 3_600 })],
  ["a foreign key", () => ({}), { foreignKey: true }],
  ["the public key as a secret", () => ({}), { alg: "HS256" }],
  ["the type of an access token", () => ({}), { typ: "at+jwt" }],
];
const rows = bad.map(([name, claims, how = { typ: "logout+jwt" }]) => ({ name, claims, how }));
test.each(rows)(
  "A-155: a logout token with $name is 400, and ends nothing",
  async ({ claims, how }) => {
    const sub = randomUUID();
    const somebody = await enter({ sub, iat: earlier() });
    const answer = await tell(await logoutToken({ sub, ...claims() }, how));
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([400, "no-store"]);
    expect(await answer.json()).toMatchObject({ error: "invalid_request" });
    expect(await isIn(somebody)).toBe(true);
  },
);

test("A-155: a logout token comes once, on two nodes at once; it is nobody's login, nor a login a logout", async () => {
  const token = await logoutToken({ sub: randomUUID() }, {});
  const both = await Promise.all([tell(token, pair.here), tell(token, pair.there)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  const input = { issuer: shop.issuer, token: await logoutToken({ sub: randomUUID() }, {}) };
  expect(codeOf(await post(pair.here.url, ExchangeTokenDocument, { input }))).toBe(
    "INVALID_CREDENTIALS",
  );
  expect((await tell(await shop.token())).status).toBe(400);
});

test("A-155: a flood of logouts from one network is bounded", async () => {
  const bounded = await startApp({
    config: { mongoUri: pair.here.config.mongoUri },
    limits: { perNetworkPercent: 0.1 },
  });
  try {
    const url = `${bounded.origin}/oidc/backchannel-logout`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const statuses: number[] = [];
    for (let tries = 0; tries < 7; tries += 1)
      statuses.push((await fetch(url, { method: "POST", headers, body: "" })).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 429]);
  } finally {
    await bounded.stop();
  }
});

test("A-155: what is no such request is refused", async () => {
  const url = `${pair.here.origin}/oidc/backchannel-logout`;
  const bodies = ["", "logout_token=", "logout_token=a&logout_token=b", "logout_token=a.b.c"];
  for (const body of bodies) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(400);
  }
  const huge = await tell("x".repeat(100_000));
  expect(huge.status).toBe(413);
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await fetch(url, json)).status).toBe(415);
});

test("A-156: a token from before the logout opens nothing after it, on any node", async () => {
  const [sub, sid] = [randomUUID(), randomUUID()];
  const [ofPerson, ofLogin] = [
    await shop.token({ sub, iat: earlier() }),
    await shop.token({ sub: randomUUID(), sid }),
  ];
  await tell(await logoutToken({ sub }), pair.here);
  await tell(await logoutToken({ sid }), pair.here);
  for (const token of [ofPerson, ofLogin]) {
    const input = { issuer: shop.issuer, token };
    const answer = await post(pair.there.url, ExchangeTokenDocument, { input });
    expect(codeOf(answer)).toBe("INVALID_CREDENTIALS");
  }
});

test("A-156: a login at the same time as its logout leaves no session", async () => {
  for (let round = 0; round < 10; round += 1) {
    const [sub, sid] = [randomUUID(), randomUUID()];
    const input = { issuer: shop.issuer, token: await shop.token({ sub, sid }) };
    const logout = await logoutToken({ sid });
    const [entered, told] = await Promise.all([
      post(pair.there.url, ExchangeTokenDocument, { input }),
      tell(logout, pair.here),
    ]);
    expect(told.status).toBe(200);
    const refreshToken = entered.data?.exchangeToken?.tokens?.refreshToken;
    if (refreshToken === undefined) continue;
    expect(codeOf(await post(pair.here.url, RefreshDocument, { refreshToken }))).toBe(
      "REFRESH_INVALID",
    );
  }
});
