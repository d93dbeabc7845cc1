import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ExchangeTokenDocument, LoginWithGoogleDocument } from "../generated/graphql.js";
import { GOOGLE_ISSUER } from "../../src/adapters/google.js";
import { startApp, type TestApp } from "../support/app.js";
import { CLIENT_ID, startGoogle, type FakeGoogle } from "../support/google.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

let google: FakeGoogle;
let shop: Issuer;
let pair: NodePair;
beforeAll(async () => {
  [google, shop] = await Promise.all([startGoogle(), startIssuer()]);
  const { keysUrl } = google;
  const config = {
    google: { clientId: CLIENT_ID, keysUrl },
    identityProviders: [shop.configured()],
  };
  pair = await startNodePair({ config });
});
afterAll(async () => {
  await pair.stop();
  await Promise.all([google.stop(), shop.stop()]);
});

const someone = () => ({ sub: randomUUID(), email: `${randomUUID()}@example.com`, name: "Gia" });
const exchange = (token: string, { url }: TestApp = pair.here, issuer = GOOGLE_ISSUER) =>
  post(url, ExchangeTokenDocument, { input: { issuer, token } });
const loginWithGoogle = (idToken: string, { url }: TestApp = pair.there) =>
  post(url, LoginWithGoogleDocument, { input: { idToken } });

test("Google is one of the providers, and opens the account that loginWithGoogle opens", async () => {
  const gia = someone();
  const one = await exchange(await google.token(gia));
  expect(one.errors).toBeUndefined();
  const { viewer, tokens } = one.data.exchangeToken;
  expect(tokens?.tokenType).toBe("Bearer");
  expect(viewer).toMatchObject({
    ...{ email: gia.email, provider: "GOOGLE", user: { name: "Gia", externalId: null } },
    sessions: [{ provider: "google" }],
  });
  const two = await loginWithGoogle(await google.token({ ...gia, nonce: "2" }));
  expect(two.data.loginWithGoogle.viewer?.user.id).toBe(viewer?.user.id);
});

test("A-151: by either way a token of Google's is good once, on two nodes at once", async () => {
  for (let round = 0; round < 5; round += 1) {
    const token = await google.token(someone());
    const answers = await Promise.all([
      exchange(token, pair.here),
      exchange(token, pair.there),
      loginWithGoogle(token, pair.here),
      loginWithGoogle(token, pair.there),
    ]);
    const refused = answers.map(codeOf).filter((code) => code === "INVALID_CREDENTIALS");
    expect(refused).toHaveLength(3);
  }
});

test("A-150: no provider's token passes for Google's, nor Google's for a provider's", async () => {
  const gia = someone();
  const forged = await shop.token({ ...gia, iss: GOOGLE_ISSUER, aud: CLIENT_ID });
  expect(codeOf(await exchange(forged))).toBe("INVALID_CREDENTIALS");
  const misled = await google.token({ ...gia, iss: shop.issuer, aud: "confab-test" });
  expect(codeOf(await exchange(misled, pair.here, shop.issuer))).toBe("INVALID_CREDENTIALS");
});

test("it goes on where providers alone sign people in, and is unknown where it is not set up", async () => {
  const { mongoUri, google: configured } = pair.here.config;
  const shared = { mongoUri, login: "PROVIDERS" as const };
  const [own, without] = [
    await startApp({ config: { ...shared, google: configured } }),
    await startApp({ config: { ...shared, identityProviders: [shop.configured()] } }),
  ];
  try {
    expect(codeOf(await exchange(await google.token(someone()), own))).toBeUndefined();
    const listed = await post<{ serverInfo: { identityProviders: { name: string }[] } }>(
      own.url,
      "{ serverInfo { identityProviders { name } } }",
    );
    expect(listed.data.serverInfo.identityProviders).toEqual([{ name: "google" }]);
    const unknown = await exchange(await google.token(someone()), without);
    expect(codeOf(unknown)).toBe("BAD_USER_INPUT");
  } finally {
    await Promise.all([own.stop(), without.stop()]);
  }
});
