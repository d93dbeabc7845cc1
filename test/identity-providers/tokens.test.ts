import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ExchangeTokenDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Claims, type Issuer, type TokenOptions } from "../support/issuer.js";
import { signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { backend, ask as askAs } from "../support/services.js";

let shop: Issuer;
let staff: Issuer;
let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  [shop, staff] = await Promise.all([startIssuer(), startIssuer("staff")]);
  app = await startApp({
    config: {
      identityProviders: [
        shop.configured(),
        staff.configured({ externalIdPrefix: "staff:", accounts: "EXISTING" }),
      ],
    },
  });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await Promise.all([shop.stop(), staff.stop()]);
});

const exchange = (token: string, { issuer } = shop, device = "Browser") =>
  post(app.url, ExchangeTokenDocument, { input: { issuer, token, device } });
const enter = async (claims: Claims, at = shop) => {
  const answer = await exchange(await at.token(claims), at);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.exchangeToken;
};

test("a token of the app's makes an account, and comes back to it", async () => {
  const sub = randomUUID();
  const email = `kim-${sub}@example.com`;
  const claims = { sub, name: "Kim", email, email_verified: true, picture: "https://x.test/k" };
  const { tokens, viewer } = await enter(claims);
  expect(tokens?.tokenType).toBe("Bearer");
  expect(viewer).toMatchObject({
    ...{ email, provider: "SERVICE" },
    user: { name: "Kim", externalId: sub, avatarUrl: "https://x.test/k" },
    sessions: [{ isCurrent: true, provider: "shop", issuedBy: null, device: "Browser" }],
  });
  const again = await enter({ ...claims, name: "Kim Lee" });
  expect(again.viewer?.user).toMatchObject({ id: viewer?.user.id, name: "Kim Lee" });
  const quiet = await enter({ sub });
  expect(quiet.viewer).toMatchObject({ email, user: { name: "Kim Lee" } });
});

test("it is the account that the app's backend has brought", async () => {
  const shopBackend = await backend(app, ["USERS_WRITE"]);
  const externalId = `customer-${randomUUID()}`;
  const made = await askAs<{ upsertUsers: { user: { id: string } }[] }, object>(
    app,
    shopBackend.headers,
    `mutation { upsertUsers(users: [{ externalId: "${externalId}", name: "Lea" }]) { user { id } } }`,
  );
  const { viewer } = await enter({ sub: externalId });
  expect(viewer?.user).toMatchObject({ id: made.data.upsertUsers[0]?.user.id, name: "Lea" });
});

const now = Math.floor(Date.now() / 1_000);
const bad: readonly (readonly [string, Claims, TokenOptions])[] = [
  ["another audience", { aud: "another-app" }, {}],
  ["no audience", { aud: undefined }, {}],
  ["another issuer", { iss: "https://shop.example.com" }, {}],
  ["an expiry that has passed", { exp: now - 60 }, {}],
  ["no expiry", { exp: undefined }, {}],
  ["no time of issue", { iat: undefined }, {}],
  ["a time of issue to come", { iat: now + 3_600, exp: now + 7_200 }, {}],
  ["a beginning to come", { nbf: now + 3_600 }, {}],
  ["a time of issue long ago", { iat: now - 7_200 }, {}],
  ["no subject", { sub: undefined }, {}],
  ["an empty subject", { sub: "" }, {}],
  ["a subject that is no text", { sub: { $gt: "" } }, {}],
  ["a subject that is too long", { sub: "x".repeat(257) }, {}],
  ["a subject that is half a character", { sub: "\ud800" }, {}],
  ["the event of a logout", { events: {} }, {}],
  ["a foreign key", {}, { foreignKey: true }],
  ["a key that nobody has", {}, { kid: "nobody's" }],
  ["no name of a key where there are several", {}, { alg: "RS256", kid: null, foreignKey: true }],
  ["the public key as a secret", {}, { alg: "HS256" }],
  ["an algorithm that is not allowed", {}, { alg: "PS256" }],
  ["the type of an access token", {}, { typ: "at+jwt" }],
  ["the type of a logout token", {}, { typ: "logout+jwt" }],
  ["a part that must be understood", {}, { header: { crit: ["exp"] } }],
];
test.each(bad)("A-150: a token with %s is refused, and makes nothing", async (_, claims, how) => {
  const before = await rows.collection("users").countDocuments({});
  let token: string;
  try {
    token = await shop.token(claims, how);
  } catch {
    // What the library will not sign is put together by hand.
    token = forged(claims, how);
  }
  expect(codeOf(await exchange(token))).toBe("INVALID_CREDENTIALS");
  expect(await rows.collection("users").countDocuments({})).toBe(before);
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const forged = (claims: Claims, { alg = "none", header }: TokenOptions): string => {
  const said = { iss: shop.issuer, aud: "confab-test", sub: "x", iat: now, exp: now + 300 };
  return `${part({ alg, ...header })}.${part({ ...said, ...claims })}.${part("x")}`;
};

test("A-150: a token that nobody has signed, or whose words were changed, is refused", async () => {
  const signed = await shop.token();
  const [head = "", , signature = ""] = signed.split(".");
  const words = part({ iss: shop.issuer, aud: "confab-test", sub: "x", iat: now, exp: now + 300 });
  const unsigned = `${part({ alg: "none" })}.${words}.`;
  const own = await exchange(await staff.token({ iss: shop.issuer }), shop);
  expect(codeOf(own)).toBe("INVALID_CREDENTIALS");
  for (const token of [unsigned, `${head}.${words}.${signature}`, "", "a.b.c", "x".repeat(50_000)])
    expect(codeOf(await exchange(token))).toBe("INVALID_CREDENTIALS");
});

test("an issuer that is not set up is named as that, and is not asked anything", async () => {
  const token = await shop.token({ iss: "http://127.0.0.1:9" });
  expect(codeOf(await exchange(token, { issuer: "http://127.0.0.1:9" } as Issuer))).toBe(
    "BAD_USER_INPUT",
  );
});

test("a token of another algorithm that is allowed is good", async () => {
  expect(
    codeOf(await exchange(await shop.token({}, { alg: "ES256", typ: "JWT" }))),
  ).toBeUndefined();
});

test("A-154: an address in a token opens no account, and stays its owner's", async () => {
  const ann = await signUp(app, "Ann");
  const { viewer } = await enter({ sub: randomUUID(), email: ann.email, email_verified: true });
  expect(viewer?.user.id).not.toBe(ann.id);
  expect(viewer?.email).toBe("");
  const unproven = await enter({ sub: randomUUID(), email: `${randomUUID()}@example.com` });
  expect(unproven.viewer?.email).toBe("");
});

test("A-154: no provider's word opens an account of another provider's", async () => {
  const person = randomUUID();
  const staffed = `staff:${person}`;
  const shopBackend = await backend(app, ["USERS_WRITE"]);
  const query = `mutation { upsertUsers(users: [{ externalId: "${staffed}", name: "Sam" }]) { user { id } } }`;
  await askAs(app, shopBackend.headers, query);
  expect(codeOf(await exchange(await shop.token({ sub: staffed })))).toBe("INVALID_CREDENTIALS");
  const { viewer } = await enter({ sub: person }, staff);
  expect(viewer?.user).toMatchObject({ externalId: staffed, name: "Sam" });
  // Where accounts are not made at first sight.
  const stranger = await exchange(await staff.token(), staff);
  expect(codeOf(stranger)).toBe("INVALID_CREDENTIALS");
});

test("what cannot be shown of a token is left out, and keeps nobody out", async () => {
  const claims = { name: "x".repeat(600), picture: "javascript:alert(1)", nickname: "Nick" };
  const { viewer } = await enter({ sub: randomUUID(), ...claims });
  expect(viewer?.user).toMatchObject({ name: "Nick", avatarUrl: null });
  const admin = await enter({ sub: randomUUID(), name: "Confab Support" });
  expect(admin.viewer?.user.name).toBe("Somebody");
});

test("one person who comes ten times at once gets one account", async () => {
  const sub = randomUUID();
  const all = await Promise.all(
    Array.from({ length: 10 }, async (_, at) =>
      exchange(await shop.token({ sub, jti: `${sub}${at}` })),
    ),
  );
  expect(new Set(all.map(({ data }) => data.exchangeToken.viewer?.user.id)).size).toBe(1);
});

test("A-158: who is deactivated or suspended is refused, a bot has no login, and who is erased begins anew", async () => {
  const { headers } = await backend(app, ["USERS_WRITE"]);
  const by = (mutation: string) => askAs(app, headers, `mutation { it: ${mutation} }`);
  const [sub, bot] = [randomUUID(), randomUUID()];
  const { viewer } = await enter({ sub });
  const code = async () => codeOf(await exchange(await shop.token({ sub })));
  await by(`setAccountActive(externalId: "${sub}", active: false) { id }`);
  expect(await code()).toBe("ACCOUNT_SUSPENDED");
  await by(`setAccountActive(externalId: "${sub}", active: true) { id }`);
  expect(await code()).toBeUndefined();
  await by(`eraseAccount(externalId: "${sub}")`);
  const anew = await enter({ sub });
  expect(anew.viewer?.user.id).not.toBe(viewer?.user.id);
  await by(`upsertUsers(users: [{ externalId: "${bot}", name: "Bot", kind: BOT }]) { created }`);
  expect(codeOf(await exchange(await shop.token({ sub: bot })))).toBe("INVALID_CREDENTIALS");
});

test("serverInfo says who the providers are", async () => {
  const { data } = await post<{ serverInfo: { identityProviders: object[] } }>(
    app.url,
    "{ serverInfo { identityProviders { name label issuer signInUrl } } }",
  );
  expect(data.serverInfo.identityProviders).toEqual([
    { name: "shop", label: "The shop", issuer: shop.issuer, signInUrl: null },
    { name: "staff", label: "The shop", issuer: staff.issuer, signInUrl: null },
  ]);
});
