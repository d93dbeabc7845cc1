import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ExchangeTokenDocument, UserMetadataDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Claims, type Issuer } from "../support/issuer.js";

const issuers: Issuer[] = [];
let app: TestApp;
/** Each with rules of its own. */
let by: Readonly<Record<"shop" | "ids" | "whole" | "once" | "trusting" | "deaf", Issuer>>;
beforeAll(async () => {
  const start = async (name: string): Promise<Issuer> => {
    const issuer = await startIssuer(name);
    issuers.push(issuer);
    return issuer;
  };
  const named = ["shop", "ids", "whole", "once", "trusting", "deaf"] as const;
  const all = await Promise.all(named.map(start));
  by = Object.fromEntries(named.map((name, at) => [name, all[at]])) as typeof by;
  const { claims } = by.shop.configured();
  app = await startApp({
    config: {
      identityProviders: [
        by.shop.configured({ claims: { ...claims, metadata: ["plan", "team"] } }),
        by.ids.configured({
          externalIdPrefix: "ids:",
          claims: {
            ...{ externalId: "uid", name: "display", email: "mail" },
            ...{ avatarUrl: "photo", metadata: null },
          },
        }),
        by.whole.configured({
          externalIdPrefix: "whole:",
          claims: { ...claims, metadata: "profile" },
        }),
        by.once.configured({ externalIdPrefix: "once:", profile: "FIRST_LOGIN" }),
        by.trusting.configured({ externalIdPrefix: "trusting:", emails: "TRUSTED" }),
        by.deaf.configured({ externalIdPrefix: "deaf:", emails: "IGNORED" }),
      ],
    },
  });
}, 60_000);
afterAll(async () => {
  await app.stop();
  await Promise.all(issuers.map((issuer) => issuer.stop()));
});

async function enter(at: Issuer, claims: Claims) {
  const input = { issuer: at.issuer, token: await at.token(claims) };
  const answer = await post(app.url, ExchangeTokenDocument, { input });
  expect(codeOf(answer)).toBeUndefined();
  const { tokens, viewer } = answer.data.exchangeToken;
  const id = viewer?.user.id ?? "";
  const user = await post(app.url, UserMetadataDocument, { id }, tokens?.accessToken);
  return { email: viewer?.email, user: viewer?.user, metadata: user.data.user?.metadata };
}

test("claims that are named become metadata, and one that is missing takes away what was there", async () => {
  const sub = randomUUID();
  const first = await enter(by.shop, { sub, plan: "gold", team: { id: 7 }, secret: "x" });
  expect(first.metadata).toEqual({ plan: "gold", team: { id: 7 } });
  expect((await enter(by.shop, { sub, plan: "silver" })).metadata).toEqual({ plan: "silver" });
});

test("one claim that is an object becomes the metadata, and what is none changes nothing", async () => {
  const sub = randomUUID();
  expect((await enter(by.whole, { sub, profile: { a: 1 } })).metadata).toEqual({ a: 1 });
  for (const profile of [[1], "x", null, undefined])
    expect((await enter(by.whole, { sub, profile })).metadata).toEqual({ a: 1 });
});

test.each([
  ["names of prototypes", JSON.parse('{"__proto__": {"polluted": 1}}') as unknown],
  ["six levels", { a: { b: { c: { d: { e: {} } } } } }],
  ["too much", { a: "x".repeat(8_193) }],
  ["half a character", { a: "\ud800" }],
])("A-140: metadata of a token with %s is left out, and keeps nobody out", async (_, profile) => {
  const { user, metadata } = await enter(by.whole, { sub: randomUUID(), name: "Kim", profile });
  expect(user).toMatchObject({ name: "Kim" });
  expect(metadata ?? null).toBeNull();
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("claims have the names that the file gives them, and a number is an id as well", async () => {
  const claims = { uid: 4_711, display: "Lea", mail: `${randomUUID()}@example.com` };
  const { user, email } = await enter(by.ids, {
    ...{ ...claims, email_verified: true, photo: "https://x.test/l" },
    ...{ name: "Somebody else", email: "other@example.com" },
  });
  expect(user).toMatchObject({
    ...{ externalId: "ids:4711", name: "Lea", avatarUrl: "https://x.test/l" },
  });
  expect(email).toBe(claims.mail);
});

test("with FIRST_LOGIN the profile is that of the first token", async () => {
  const sub = randomUUID();
  expect((await enter(by.once, { sub, name: "Max" })).user).toMatchObject({ name: "Max" });
  expect((await enter(by.once, { sub, name: "Moritz" })).user).toMatchObject({ name: "Max" });
});

test("an address that is not verified is believed where it is TRUSTED, and none where it is IGNORED", async () => {
  const email = () => `${randomUUID()}@example.com`;
  const trusted = email();
  expect((await enter(by.trusting, { email: trusted })).email).toBe(trusted);
  expect((await enter(by.deaf, { email: email(), email_verified: true })).email).toBe("");
});
