import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginPasskeyProofDocument,
  BeginTwoFactorDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  EndUserSessionsDocument,
  RefreshDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SessionsDocument,
  SuspendUserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { readConfig } from "../../src/platform/config/config.js";
import { startApp, type TestApp } from "../support/app.js";
import { addPasskey, enterByPasskey } from "../support/authenticator.js";
import { codeOf, post } from "../support/graphql.js";
import { tryLogin } from "../support/logins.js";
import { logIn, PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_TWO_FACTOR: "required" } });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const suspend = (authorization: string, { id }: Person) =>
  post(app.url, SuspendUserDocument, { userId: id, reason: "x" }, undefined, { authorization });
const forgetSteps = () =>
  rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });

test("A-75: an administrator acts as a user until two-factor login is on", async () => {
  const email = "root@example.com";
  await app.createSuperAdmin(email, PASSWORD);
  const ann = await signUp(app, "Ann");
  const first = await tryLogin(app, email);
  expect(first?.tokens?.tokenType).toBe("Bearer");
  const token = first?.tokens?.accessToken ?? "";
  expect((await post(app.url, ViewerDocument, {}, token)).data.viewer?.role).toBe("SUPER_ADMIN");
  const refused = await suspend(`Bearer ${token}`, ann);
  expect(codeOf(refused)).toBe("FORBIDDEN");
  expect(refused.errors?.[0]?.message).toContain("two-factor");

  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  const secret = new URL(begun.data.beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
  await post(app.url, EnableTwoFactorDocument, { code: await generate({ secret }) }, token);
  expect(codeOf(await suspend(`Bearer ${token}`, ann))).toBe("FORBIDDEN");

  await forgetSteps();
  const challenge = (await tryLogin(app, email))?.challenge?.token ?? "";
  const input = { token: challenge, method: "TOTP", code: await generate({ secret }) } as const;
  const { tokens } = (await post(app.url, AnswerChallengeDocument, { input })).data.answerChallenge;
  expect(tokens?.tokenType).toBe("Admin");
  const authorization = `Admin ${tokens?.accessToken}`;
  expect(codeOf(await suspend(authorization, ann))).toBeUndefined();

  const code = begun.data.beginTwoFactor.recoveryCodes[0] ?? "";
  const proof = { password: PASSWORD, code };
  const off = await post(app.url, DisableTwoFactorDocument, proof, undefined, { authorization });
  expect(off.errors).toBeUndefined();
  expect(codeOf(await suspend(authorization, ann))).toBe("UNAUTHENTICATED");
  const refreshToken = tokens?.refreshToken ?? "";
  expect(codeOf(await post(app.url, RefreshDocument, { refreshToken }))).toBe("REFRESH_INVALID");
});

test("A-75: a passkey without an app is the second factor that an administrator needs", async () => {
  const email = "key@example.com";
  await app.createSuperAdmin(email, PASSWORD);
  const person = { token: (await tryLogin(app, email))?.tokens?.accessToken ?? "" };
  const { authenticator } = await addPasskey(app, person);
  // Having one is not yet to need it.
  const before = await enterByPasskey(authenticator, app);
  expect(before.data.loginWithPasskey.tokens?.tokenType).toBe("Bearer");
  await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, person.token);
  const asked = await post(app.url, BeginPasskeyProofDocument, {}, person.token);
  const credential = authenticator.sign(asked.data.beginPasskeyProof.options);
  const enabled = await post(app.url, EnableTwoFactorDocument, { credential }, person.token);
  expect(enabled.errors).toBeUndefined();
  const after = await enterByPasskey(authenticator, app);
  expect(after.data.loginWithPasskey.tokens?.tokenType).toBe("Admin");
  const challenge = (await tryLogin(app, email))?.challenge;
  const signed = authenticator.sign(challenge?.passkeyOptions ?? {});
  const input = { token: challenge?.token ?? "", method: "PASSKEY", credential: signed } as const;
  const { data } = await post(app.url, AnswerChallengeDocument, { input });
  expect(data.answerChallenge.tokens?.tokenType).toBe("Admin");
});

test("A-75: an administrator's tokens from before it was asked for are not renewed", async () => {
  const { mongoUri } = app.config;
  const before = await startApp({ config: { mongoUri } });
  try {
    const email = "early@example.com";
    await before.createSuperAdmin(email, PASSWORD);
    const entered = await tryLogin(before, email);
    expect(entered?.tokens?.tokenType).toBe("Admin");
    const refreshToken = entered?.tokens?.refreshToken ?? "";
    expect(codeOf(await post(app.url, RefreshDocument, { refreshToken }))).toBe("REFRESH_INVALID");
  } finally {
    await before.stop();
  }
});

test("A-75: production asks administrators for it unless it is told otherwise", () => {
  const secret = "a secret of thirty-two bytes or more";
  const env = {
    MONGO_DB_URI: "mongodb://localhost/x",
    SECRET_KEY_PHONE: secret,
    ...{ ACCESS_JWT_SECRET_USER: secret, ACCESS_JWT_SECRET_ADMIN: secret },
    ...{ REFRESH_JWT_SECRET_USER: secret, REFRESH_JWT_SECRET_ADMIN: secret },
  };
  const production = { ...env, NODE_ENV: "production" };
  expect(readConfig(production).adminsNeedTwoFactor).toBe(true);
  expect(readConfig({ ...production, ADMIN_TWO_FACTOR: "optional" }).adminsNeedTwoFactor).toBe(
    false,
  );
  expect(readConfig(env).adminsNeedTwoFactor).toBe(false);
});

test("administrators end the sessions of those below, without suspending", async () => {
  const lenient = await startApp();
  try {
    const root = await superAdmin(lenient);
    const [ann, bob] = [await signUp(lenient, "Ann"), await signUp(lenient, "Bob")];
    const end = (headers: Record<string, string>) =>
      post(lenient.url, EndUserSessionsDocument, { userId: ann.id }, undefined, headers);
    expect(codeOf(await end({ authorization: `Bearer ${bob.token}` }))).toBe("FORBIDDEN");
    expect(codeOf(await end(root))).toBeUndefined();
    expect((await post(lenient.url, ViewerDocument, {}, ann.token)).status).toBe(401);
    expect((await logIn(lenient, ann.email)).token).toBeTruthy();
  } finally {
    await lenient.stop();
  }
});

test("A-75: ending other sessions needs the password, or a login of the last ten minutes", async () => {
  const ann = await signUp(app, "Ann");
  const phone = await logIn(app, ann.email);
  const sessions = (await post(app.url, SessionsDocument, {}, ann.token)).data.viewer?.sessions;
  const [mine, other] = [true, false].map(
    (current) => sessions?.find(({ isCurrent }) => isCurrent === current)?.id ?? "",
  );
  await rows.age("sessions", 11 * 60_000);
  const all = (password?: string) =>
    post(app.url, RevokeOtherSessionsDocument, { password: password ?? null }, ann.token);
  const one = (id: string, password?: string) =>
    post(app.url, RevokeSessionDocument, { id, password: password ?? null }, ann.token);
  expect(codeOf(await all())).toBe("REAUTH_REQUIRED");
  expect(codeOf(await all("wrong"))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await one(other ?? ""))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await one(other ?? "", "wrong"))).toBe("INVALID_CREDENTIALS");
  expect((await post(app.url, ViewerDocument, {}, phone.token)).data.viewer).not.toBeNull();
  expect(codeOf(await one(other ?? "", PASSWORD))).toBeUndefined();
  expect((await post(app.url, ViewerDocument, {}, phone.token)).status).toBe(401);
  const tablet = await logIn(app, ann.email);
  expect(codeOf(await all(PASSWORD))).toBeUndefined();
  expect((await post(app.url, ViewerDocument, {}, tablet.token)).status).toBe(401);
  expect(codeOf(await one(mine ?? ""))).toBeUndefined();
});
