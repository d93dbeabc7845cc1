import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { ExchangeTokenDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { startNodePair } from "../support/node-pair.js";

let shop: Issuer;
let app: TestApp;
beforeEach(async () => {
  shop = await startIssuer();
  app = await startApp({ nodes: 1, config: { identityProviders: [shop.configured()] } });
});
afterEach(async () => {
  await app.stop();
  await shop.stop();
});

const exchange = (token: string, { url } = app) =>
  post(url, ExchangeTokenDocument, { input: { issuer: shop.issuer, token } });
const code = async (...given: Parameters<typeof exchange>) => codeOf(await exchange(...given));

test("keys are fetched once, and again when a token names one that is not among them", async () => {
  const old = await shop.token();
  await Promise.all(Array.from({ length: 5 }, async () => code(await shop.token())));
  expect(shop.fetches("/keys")).toBe(1);
  await shop.rotate();
  expect(await code(await shop.token())).toBeUndefined();
  expect(shop.fetches("/keys")).toBe(2);
  // What was signed by a key that is no longer published is nobody's word.
  expect(await code(old)).toBe("INVALID_CREDENTIALS");
});

test("A-153: tokens by keys that there are not are looked for a few times, and others go on", async () => {
  expect(await code(await shop.token())).toBeUndefined();
  const answers = [];
  for (let at = 0; at < 20; at += 1)
    answers.push(await code(await shop.token({}, { kid: `${at}` })));
  expect(new Set(answers)).toEqual(new Set(["INVALID_CREDENTIALS", "SERVICE_UNAVAILABLE"]));
  expect(shop.fetches("/keys")).toBeLessThan(10);
  expect(await code(await shop.token())).toBeUndefined();
});

test.each(["never", "slowly", "with 503", "huge", "with nonsense", "elsewhere"] as const)(
  "A-152: keys that come %s are bounded, and are had once they come well",
  async (behaviour) => {
    shop.behave(behaviour);
    const answer = await exchange(await shop.token());
    expect(codeOf(answer)).toBe("SERVICE_UNAVAILABLE");
    expect(shop.fetches("/moved")).toBe(0);
    shop.behave("well");
    expect(await code(await shop.token())).toBeUndefined();
  },
  15_000,
);

test("A-152: where the provider is away, the keys that are known go on", async () => {
  expect(await code(await shop.token())).toBeUndefined();
  shop.behave("with 503");
  expect(await code(await shop.token())).toBeUndefined();
});

test("A-152: no address that a token names is asked", async () => {
  const elsewhere = await startIssuer("elsewhere");
  const names = { jku: elsewhere.keysUrl, x5u: elsewhere.keysUrl, jwk: { kty: "RSA", n: "x" } };
  const token = await elsewhere.token({ iss: shop.issuer }, { header: names });
  expect(await code(token)).toBe("INVALID_CREDENTIALS");
  expect(elsewhere.fetches()).toBe(0);
  await elsewhere.stop();
});

test("A-152: by discovery, keys are taken from the issuer's own origin alone", async () => {
  const provider = shop.configured({ jwksUri: null });
  const other = await startApp({ nodes: 1, config: { identityProviders: [provider] } });
  const elsewhere = await startIssuer("elsewhere");
  const wrong = [
    { jwks_uri: elsewhere.keysUrl },
    { jwks_uri: shop.keysUrl.replace("http:", "https:") },
    { jwks_uri: "/keys" },
    { jwks_uri: 1 },
    { issuer: elsewhere.issuer },
  ];
  try {
    for (const said of wrong) {
      shop.discovers(said);
      expect([said, await code(await shop.token(), other)]).toEqual([said, "SERVICE_UNAVAILABLE"]);
    }
    expect([elsewhere.fetches(), shop.fetches("/keys")]).toEqual([0, 0]);
  } finally {
    await Promise.all([other.stop(), elsewhere.stop()]);
  }
  const right = await startApp({ nodes: 1, config: { identityProviders: [provider] } });
  shop.discovers({});
  expect(await code(await shop.token(), right)).toBeUndefined();
  await right.stop();
});

test("A-152: keys are believed for ten minutes, and for an hour while their provider is away", async () => {
  const now = performance.now.bind(performance);
  const minutesLater = (minutes: number): void => {
    jest.spyOn(performance, "now").mockImplementation(() => now() + minutes * 60_000);
  };
  try {
    expect(await code(await shop.token())).toBeUndefined();
    minutesLater(9);
    expect(await code(await shop.token())).toBeUndefined();
    expect(shop.fetches("/keys")).toBe(1);
    minutesLater(11);
    expect(await code(await shop.token())).toBeUndefined();
    expect(shop.fetches("/keys")).toBe(2);
    shop.behave("with 503");
    // Ten minutes after they were fetched last, and an hour after that.
    minutesLater(11 + 59);
    expect(await code(await shop.token())).toBeUndefined();
    minutesLater(11 + 61);
    expect(await code(await shop.token())).toBe("SERVICE_UNAVAILABLE");
  } finally {
    jest.restoreAllMocks();
  }
});

test("A-151: a token with a jti is good once, on two nodes at once", async () => {
  const pair = await startNodePair({ config: { identityProviders: [shop.configured()] } });
  for (let round = 0; round < 5; round += 1) {
    const token = await shop.token({ jti: randomUUID() });
    const all = [pair.here, pair.there, pair.here, pair.there].map((node) => code(token, node));
    const refused = (await Promise.all(all)).filter((one) => one === "INVALID_CREDENTIALS");
    expect(refused).toHaveLength(3);
    expect(await code(token, pair.there)).toBe("INVALID_CREDENTIALS");
  }
  const unnamed = await shop.token();
  expect(await code(unnamed, pair.here)).toBeUndefined();
  expect(await code(unnamed, pair.there)).toBeUndefined();
  await pair.stop();
});
