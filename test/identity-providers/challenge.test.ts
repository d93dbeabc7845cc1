import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  EnableTwoFactorDocument,
  ExchangeTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from "../generated/graphql.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Claims, type Issuer } from "../support/issuer.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, PASSWORD, readCode } from "../support/people.js";

const MINUTE_S = 60;
interface Sessions {
  readonly viewer: { readonly sessions: readonly object[] };
}
let shop: Issuer;
let pair: NodePair;
const sub = randomUUID();
const email = `${sub}@example.com`;
let secret: string;

/** Somebody of the provider's who has a second factor here. */
beforeAll(async () => {
  shop = await startIssuer();
  pair = await startNodePair({ config: { identityProviders: [shop.configured()] } });
  const { url } = pair.here;
  const entered = await exchange(await tokenOf({ email, email_verified: true }));
  expect(entered.tokens).not.toBeNull();
  await post(url, RequestPasswordResetDocument, { email });
  const code = await readCode(pair.here, email);
  await post(url, ResetPasswordDocument, { input: { email, code, newPassword: PASSWORD } });
  const { token } = await logIn(pair.here, email);
  const begun = await post(url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  secret = new URL(begun.data.beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
  const enabled = await post(
    url,
    EnableTwoFactorDocument,
    { code: await generate({ secret }) },
    token,
  );
  expect(codeOf(enabled)).toBeUndefined();
}, 120_000);
afterAll(async () => {
  await pair.stop();
  await shop.stop();
});

const now = (): number => Math.floor(Date.now() / 1_000);
const tokenOf = (claims: Claims) => shop.token({ sub, iat: now() - 5, ...claims });
async function exchange(token: string) {
  const input = { issuer: shop.issuer, token };
  return (await post(pair.here.url, ExchangeTokenDocument, { input })).data.exchangeToken;
}
async function tell(claims: Claims): Promise<void> {
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
  const said = { sub: undefined, jti: randomUUID(), events, ...claims };
  const body = new URLSearchParams({ logout_token: await shop.token(said, { typ: "logout+jwt" }) });
  const url = `${pair.here.origin}/oidc/backchannel-logout`;
  expect((await fetch(url, { method: "POST", body })).status).toBe(200);
}
/** On the other node, with the code of a minute of its own, as each is good once. */
async function answer(token: string) {
  await pair.rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });
  const input = { token, method: "TOTP" as const, code: await generate({ secret }) };
  return post(pair.there.url, AnswerChallengeDocument, { input });
}

test("a second factor that somebody has set up here is asked for, and its session is the provider's", async () => {
  const { tokens, challenge } = await exchange(await tokenOf({}));
  expect(tokens).toBeNull();
  const answered = await answer(challenge?.token ?? "");
  const token = answered.data.answerChallenge.tokens?.accessToken;
  const { data } = await post<Sessions>(
    pair.here.url,
    "{ viewer { sessions { isCurrent provider } } }",
    {},
    token,
  );
  expect(data.viewer.sessions).toContainEqual({ isCurrent: true, provider: "shop" });
});

test.each([
  ["of that login", () => ({ sid: "of-the-login" })],
  ["of the person", () => ({ sub })],
])("A-156: a logout %s ends a login that waits for its second factor", async (_, logout) => {
  const { challenge } = await exchange(await tokenOf({ sid: "of-the-login" }));
  await tell(logout());
  expect(codeOf(await answer(challenge?.token ?? ""))).toBe("INVALID_CREDENTIALS");
  const left = await pair.rows
    .collection("sessions")
    .countDocuments({ "openedBy.sid": "of-the-login" });
  expect(left).toBe(0);
});

test("A-156: word of a logout is kept for as long as a challenge begun before it can be answered", async () => {
  const sid = randomUUID();
  await exchange(await tokenOf({ sid }));
  await tell({ sid });
  const [challenge] = await pair.rows.collection("challenges").find().sort({ _id: -1 }).toArray();
  const rows = await pair.rows.collection("provider_logouts").find().toArray();
  const kept = Math.max(...rows.map((row) => (row["expiresAt"] as Date).getTime()));
  const lastToken = Date.now() + shop.configured().maxAgeMs;
  const answerable = (challenge?.["expiresAt"] as Date).getTime() - Date.now();
  expect(kept).toBeGreaterThan(lastToken + answerable + MINUTE_S * 1_000);
});
