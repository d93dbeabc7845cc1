import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConfirmEmailDocument,
  RequestPasswordResetDocument,
  ResendCodeDocument,
  ResetPasswordDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { PASSWORD, readCode, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
let people = 0;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const address = (): string => `code-${(people += 1)}@example.com`;
const signup = (email: string, password = PASSWORD) =>
  post(app.url, SignupDocument, { input: { name: "Cody", email, password } });
const begin = async (email: string, password?: string): Promise<string> =>
  (await signup(email, password)).data.signup.token;
const confirm = (email: string, code: string, token: string) =>
  post(app.url, ConfirmEmailDocument, { input: { email, code, token } });
const resend = (email: string) => post(app.url, ResendCodeDocument, { email });
const requestReset = (email: string) => post(app.url, RequestPasswordResetDocument, { email });
const wrong = (code: string): string => (code === "00000000" ? "00000001" : "00000000");

test("A-27: of 1,000 guesses, 50 at once, exactly five are compared, then the code is dead", async () => {
  const email = address();
  const token = await begin(email);
  const code = await readCode(app, email);
  const answers: (string | undefined)[] = [];
  const guess = async () => {
    while (answers.push(codeOf(await confirm(email, wrong(code), token))) < 1_000 - 50 + 1);
  };
  await Promise.all(Array.from({ length: 50 }, guess));
  expect(answers.filter((answer) => answer === "CODE_INVALID")).toHaveLength(5);
  expect(answers.filter((answer) => answer === "TOO_MANY_ATTEMPTS")).toHaveLength(995);
  const row = await rows.collection("signups").findOne({ email });
  expect(row?.["attempts"]).toBe(5);
  expect(codeOf(await confirm(email, code, token))).toBe("TOO_MANY_ATTEMPTS");
});

test("A-27: each code that died of wrong guesses doubles the wait for the next", async () => {
  const email = address();
  const token = await begin(email);
  const code = await readCode(app, email);
  for (let i = 0; i < 5; i += 1) await confirm(email, wrong(code), token);
  await rows.age("codes", 61_000);
  const early = await resend(email);
  expect(Date.parse(early.data.resendCode.resendAfter) - Date.now()).toBeGreaterThan(50_000);
  expect(await app.inbox(email)).toHaveLength(1);
  await rows.age("codes", 60_000);
  await resend(email);
  await until("another code was mailed", async () => (await app.inbox(email)).length === 2);
});

test("A-28: codes for one address are a minute apart, at most 3 an hour and 5 a day", async () => {
  const email = address();
  await signup(email);
  await readCode(app, email);
  await Promise.all(Array.from({ length: 10 }, () => resend(email)));
  expect(await app.inbox(email)).toHaveLength(1);
  const sent: number[] = [];
  // Two hours in steps of ten minutes, then a day: never more than the limits allow.
  for (let minutes = 10; minutes <= 240; minutes += 10) {
    await rows.age("codes", 10 * 60_000);
    const before = await rows.collection("codes").findOne({ email });
    await resend(email);
    const after = await rows.collection("codes").findOne({ email });
    if (before?.["salt"] !== after?.["salt"]) sent.push(minutes);
  }
  expect(sent).toEqual([10, 20, 60, 70]);
  await rows.age("codes", 22 * 60 * 60_000);
  await resend(email);
  await until("a code of the next day", async () => (await app.inbox(email)).length === 6);
});

test("A-28: one network asks for at most 20 codes an hour, whatever the address", async () => {
  const limited = await startApp({ env: { TRUST_PROXY_HOPS: "1" } });
  const headers = { "x-forwarded-for": "203.0.113.7" };
  const ask = () =>
    post(limited.url, RequestPasswordResetDocument, { email: address() }, undefined, headers);
  const answers = await Promise.all(Array.from({ length: 25 }, ask));
  const refused = answers.flatMap(({ errors }) => errors ?? []);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.extensions).toMatchObject({ code: "RATE_LIMITED", limit: 20 });
  expect(refused[0]?.extensions["retryAfterMs"]).toBeGreaterThan(0);
  await limited.stop();
});

test("A-29: a code is good once, for its purpose, its address, and until the next is sent", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const email = address();
  const token = await begin(email);
  const first = await readCode(app, email);
  await rows.age("codes", 61_000);
  await resend(email);
  await until("the second code was mailed", async () => (await app.inbox(email)).length === 2);
  const second = await readCode(app, email);
  expect(codeOf(await confirm(email, first, token))).toBe("CODE_INVALID");
  expect(codeOf(await confirm(ann.email, second, token))).toBe("CODE_INVALID");
  expect((await confirm(email, second, token)).errors).toBeUndefined();
  expect(codeOf(await confirm(email, second, token))).toBe("CODE_INVALID");

  await requestReset(bob.email);
  const reset = await readCode(app, bob.email, /resets your password/);
  expect(codeOf(await confirm(bob.email, reset, token))).toBe("CODE_INVALID");
  const input = { email: bob.email, code: reset, newPassword: "another strong phrase 42" };
  const twice = await Promise.all([
    post(app.url, ResetPasswordDocument, { input }),
    post(app.url, ResetPasswordDocument, { input }),
  ]);
  expect(twice.map(codeOf).sort()).toEqual(["CODE_INVALID", undefined]);
});

test("A-29: a code is dead after ten minutes", async () => {
  const email = address();
  const token = await begin(email);
  const code = await readCode(app, email);
  await rows.age("signups", 10 * 60_000 + 1_000);
  expect(codeOf(await confirm(email, code, token))).toBe("CODE_EXPIRED");
});

test("A-38: 100 sign-ups of one address in any case make one account and no fault", async () => {
  const email = address();
  const spelled = (i: number) => (i % 2 ? email.toUpperCase() : ` ${email} `);
  const all = await Promise.all(Array.from({ length: 100 }, (_, i) => signup(spelled(i))));
  // Hashing refuses what it cannot take; everybody else gets one and the same answer.
  const codes = new Set(all.map(codeOf));
  codes.delete("SERVICE_UNAVAILABLE");
  expect([...codes]).toEqual([undefined]);
  const code = await readCode(app, email);
  const tokens = all.flatMap(({ data }) => data?.signup.token ?? []);
  const confirmed = await Promise.all(tokens.map((token) => confirm(email, code, token)));
  expect(confirmed.filter(({ errors }) => !errors)).toHaveLength(1);
  expect(await rows.collection("users").countDocuments({ email })).toBe(1);
  expect(await rows.collection("signups").countDocuments({ email })).toBe(0);
  expect(await app.inbox(email)).toHaveLength(1);
});

test("A-57: an address that is another address after folding is refused", async () => {
  for (const email of [
    "\u212Aelvin@example.com",
    "a,b@example.com",
    "a@b@example.com",
    "a\r\n@b.co",
  ])
    expect(codeOf(await signup(email))).toBe("BAD_USER_INPUT");
});
