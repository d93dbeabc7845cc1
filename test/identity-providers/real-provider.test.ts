import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { ExchangeTokenDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startIssuer } from "../support/issuer.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { CLIENT, startOidcServer, type OidcServer } from "../support/oidc-server.js";
import { openSocket } from "../support/services.js";

let oidc: OidcServer;
let pair: NodePair;
let logoutUri = "http://127.0.0.1:9/oidc/backchannel-logout";
beforeAll(async () => {
  // It says at length what one is to set up before real people use it.
  for (const method of ["info", "warn"] as const)
    jest.spyOn(console, method).mockImplementation(() => undefined);
  oidc = await startOidcServer(() => logoutUri);
  const shop = await startIssuer();
  const { issuer } = oidc;
  const provider = shop.configured({ issuer, jwksUri: null, audiences: [CLIENT], name: "oidc" });
  await shop.stop();
  pair = await startNodePair({ config: { identityProviders: [provider] } });
  logoutUri = `${pair.here.origin}/oidc/backchannel-logout`;
  await oidc.rotate();
});
afterAll(async () => {
  await pair.stop();
  await oidc.stop();
});

const exchange = (token: string, { url }: TestApp = pair.here) =>
  post(url, ExchangeTokenDocument, { input: { issuer: oidc.issuer, token } });

test("an ID token of a provider of OpenID Connect signs its person in, by discovery", async () => {
  const { idToken } = await oidc.signIn("kim");
  const { data, errors } = await exchange(idToken);
  expect(errors).toBeUndefined();
  expect(data.exchangeToken.viewer).toMatchObject({
    email: "kim@example.com",
    user: { externalId: "kim", name: "kim of the provider" },
    sessions: [{ provider: "oidc" }],
  });
});

test("when it has changed its keys, new tokens are good and old ones are not, on both nodes", async () => {
  const before = await oidc.signIn("lea");
  expect(codeOf(await exchange(before.idToken, pair.there))).toBeUndefined();
  await oidc.rotate();
  const after = await oidc.signIn("lea");
  for (const node of [pair.here, pair.there])
    expect(codeOf(await exchange(after.idToken, node))).toBeUndefined();
  expect(codeOf(await exchange(before.idToken, pair.there))).toBe("INVALID_CREDENTIALS");
});

test("whoever signs out there is signed out here, on the other node as well", async () => {
  const { idToken, signOut } = await oidc.signIn("max");
  const { data } = await exchange(idToken, pair.there);
  const authorization = `Bearer ${data.exchangeToken.tokens?.accessToken}`;
  const { closes } = await openSocket(pair.there, { authorization });
  await signOut();
  await until("the socket is closed", () => closes.some(({ code }) => code === 4401));
  expect(codeOf(await exchange(idToken, pair.there))).toBe("INVALID_CREDENTIALS");
});
