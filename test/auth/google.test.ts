import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConfirmEmailDocument,
  DeleteAccountDocument,
  LoginDocument,
  LoginWithGoogleDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { NODES, startApp, type TestApp } from "../support/app.js";
import { CLIENT_ID, startGoogle, type FakeGoogle } from "../support/google.js";
import { codeOf, post } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

let google: FakeGoogle;
let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  google = await startGoogle();
  const { keysUrl } = google;
  app = await startApp({ config: { google: { clientId: CLIENT_ID, keysUrl } } });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await google.stop();
});

const enter = (idToken: string, token?: string) =>
  post(app.url, LoginWithGoogleDocument, { input: { idToken, device: "Browser" } }, token);
const someone = () => ({ sub: randomUUID(), email: `g-${randomUUID().slice(0, 8)}@example.com` });

test("a Google account makes an account here and comes back to it, whatever its address is then", async () => {
  const { sub, email } = someone();
  const first = await enter(await google.token({ sub, email, name: "Gia Google" }));
  const { tokens, viewer } = first.data.loginWithGoogle;
  expect(tokens?.tokenType).toBe("Bearer");
  expect(viewer).toMatchObject({ email, provider: "GOOGLE" });
  const moved = { sub, email: "moved@example.com", iss: "accounts.google.com" };
  const again = await enter(await google.token(moved));
  expect(again.data.loginWithGoogle.viewer?.user.id).toBe(viewer?.user.id);
  expect(google.fetches()).toBe(NODES);
});

test.each([
  ["Gia Google", "confab.support", "Gia Google"],
  ["Confab Support", "gia", /^gia/],
  ["Confab Support", "confab.support", "Somebody"],
  [undefined, "confab-admin", "Somebody"],
  ["\u3164", "administrator", "Somebody"],
])(
  "A-87: nobody passes for the server by a Google account: %j at %s",
  async (name, local, expected) => {
    const email = `${local}@${randomUUID()}.example.com`;
    const entered = await enter(await google.token({ sub: randomUUID(), email, name }));
    expect(entered.errors).toBeUndefined();
    const made = await rows.collection("users").findOne({ email });
    expect(made?.["name"]).toMatch(expected);
  },
);

test("A-88: whom the operator does not take makes no account by Google either, and others come back", async () => {
  const known = someone();
  await enter(await google.token(known));
  const { mongoUri, google: configured } = app.config;
  const closed = await startApp({
    env: { SIGNUP: "closed" },
    config: { mongoUri, google: configured },
  });
  try {
    const at = async (claims: Claims) =>
      post(closed.url, LoginWithGoogleDocument, {
        input: { idToken: await google.token(claims) },
      });
    const refused = someone();
    expect(codeOf(await at(refused))).toBe("FORBIDDEN");
    expect(await rows.collection("users").countDocuments({ email: refused.email })).toBe(0);
    expect((await at({ ...known, nonce: "2" })).errors).toBeUndefined();
  } finally {
    await closed.stop();
  }
});

const past = Math.floor(Date.now() / 1_000) - 100;
type Claims = Readonly<Record<string, unknown>>;
const bad: readonly (readonly [string, Claims, { foreignKey?: boolean; alg?: string }])[] = [
  ["another audience", { aud: "somebody-else.apps.googleusercontent.com" }, {}],
  ["another issuer", { iss: "https://accounts.example.com" }, {}],
  ["an expiry that has passed", { exp: past }, {}],
  ["no expiry", { exp: undefined }, {}],
  ["an address that is not verified", { email_verified: false }, {}],
  ["an address verified only in words", { email_verified: "true" }, {}],
  ["no address", { email: undefined }, {}],
  ["no subject", { sub: undefined }, {}],
  ["a foreign key", {}, { foreignKey: true }],
  ["the public key as a secret", {}, { alg: "HS256" }],
];
test.each(bad)("A-35: a token with %s is refused and makes nothing", async (_, claims, how) => {
  const before = await rows.collection("users").countDocuments({});
  const answer = await enter(await google.token({ ...someone(), ...claims }, how));
  expect(codeOf(answer)).toBe("INVALID_CREDENTIALS");
  expect(await rows.collection("users").countDocuments({})).toBe(before);
});

test("A-35: a token is good once", async () => {
  const token = await google.token(someone());
  const both = await Promise.all([enter(token), enter(token)]);
  expect(both.map(codeOf).sort()).toEqual(["INVALID_CREDENTIALS", undefined]);
});

test("A-35: an account with the address is linked only by its owner, just logged in", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const identity = { sub: randomUUID(), email: ann.email };
  const fresh = () => google.token({ ...identity, nonce: randomUUID() });
  expect(codeOf(await enter(await fresh()))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await enter(await fresh(), bob.token))).toBe("REAUTH_REQUIRED");
  const { token } = await logIn(app, ann.email);
  await rows.age("sessions", 11 * 60_000);
  expect(codeOf(await enter(await fresh(), token))).toBe("REAUTH_REQUIRED");
  const recent = await logIn(app, ann.email);
  const linked = await enter(await fresh(), recent.token);
  expect(linked.data.loginWithGoogle.viewer).toMatchObject({
    user: { id: ann.id },
    provider: "APPLICATION",
  });
  expect((await enter(await fresh())).data.loginWithGoogle.viewer?.user.id).toBe(ann.id);
  const second = await google.token({ sub: randomUUID(), email: ann.email });
  expect(codeOf(await enter(second, recent.token))).toBe("CONFLICT");
});

test("A-35: whoever only signed up with the address has no way into the account", async () => {
  const { sub, email } = someone();
  const input = { name: "Early", email, password: PASSWORD };
  const { token } = (await post(app.url, SignupDocument, { input })).data.signup;
  const code = await readCode(app, email);
  const owner = await enter(await google.token({ sub, email }));
  expect(owner.data.loginWithGoogle.viewer?.email).toBe(email);
  const confirmed = await post(app.url, ConfirmEmailDocument, { input: { email, code, token } });
  expect(codeOf(confirmed)).toBe("CODE_INVALID");
  const login = await post(app.url, LoginDocument, { input: { email, password: PASSWORD } });
  expect(codeOf(login)).toBe("INVALID_CREDENTIALS");
});

test("A-38: one Google account that comes ten times at once makes one account", async () => {
  const identity = someone();
  const all = await Promise.all(
    Array.from({ length: 10 }, async (_, i) =>
      enter(await google.token({ ...identity, nonce: `${i}` })),
    ),
  );
  expect(new Set(all.map(({ data }) => data.loginWithGoogle.viewer?.user.id)).size).toBe(1);
});

test("an account without a password is erased after a recent login", async () => {
  const identity = someone();
  const { data } = await enter(await google.token(identity));
  const token = data.loginWithGoogle.tokens?.accessToken;
  await rows.age("sessions", 11 * 60_000);
  expect(codeOf(await post(app.url, DeleteAccountDocument, {}, token))).toBe("REAUTH_REQUIRED");
  const again = await enter(await google.token({ ...identity, nonce: "2" }));
  const recent = again.data.loginWithGoogle.tokens?.accessToken;
  expect((await post(app.url, DeleteAccountDocument, {}, recent)).data.deleteAccount).toBe(true);
});

test("with the keys out of reach, and without CLIENT_ID, it says so", async () => {
  const keysUrl = "http://127.0.0.1:9/certs";
  const config = { google: { clientId: CLIENT_ID, keysUrl } };
  for (const other of [await startApp({ config }), await startApp()]) {
    const input = { idToken: await google.token(someone()) };
    const answer = await post(other.url, LoginWithGoogleDocument, { input });
    expect(codeOf(answer)).toBe("SERVICE_UNAVAILABLE");
    await other.stop();
  }
});
