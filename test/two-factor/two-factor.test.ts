import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  ViewerDocument,
  type ChallengeMethod,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const begin = (by: Person, password = PASSWORD) =>
  post(app.url, BeginTwoFactorDocument, { password }, by.token);
const enable = (by: Person, code: string) =>
  post(app.url, EnableTwoFactorDocument, { code }, by.token);
const login = async (person: Person, password = PASSWORD) => {
  const input = { email: person.email, password };
  return (await post(app.url, LoginDocument, { input })).data.login;
};
const answer = (token: string, method: ChallengeMethod, code: string) =>
  post(app.url, AnswerChallengeDocument, { input: { token, method, code } });
const challengeOf = async (person: Person, password = PASSWORD): Promise<string> =>
  (await login(person, password)).challenge?.token ?? "";
/** The code of so many steps from now, as an app shows it. */
const totp = (secret: string, steps = 0): Promise<string> =>
  generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 * steps });
/** Lets the codes of this minute count again, as they do for whoever waits for the next. */
const forgetSteps = () =>
  rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });

interface Enrolled extends Person {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}
async function enrol(name: string): Promise<Enrolled> {
  const person = await signUp(app, name);
  const { otpauthUrl, recoveryCodes } = (await begin(person)).data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  const enabled = await enable(person, await totp(secret));
  if (enabled.errors) throw new Error(JSON.stringify(enabled.errors));
  await forgetSteps();
  return { ...person, secret, recoveryCodes };
}

test("a login needs the second factor once its first code came back", async () => {
  const ann = await signUp(app, "Ann");
  const other = await logIn(app, ann.email);
  const { otpauthUrl } = (await begin(ann)).data.beginTwoFactor;
  expect(otpauthUrl).toMatch(/^otpauth:\/\/totp\/Confab:/);
  expect((await login(ann)).challenge).toBeNull();
  expect(codeOf(await enable(ann, "000000"))).toBe("CODE_INVALID");
  expect((await login(ann)).tokens).not.toBeNull();
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  expect((await enable(ann, await totp(secret))).data.enableTwoFactor.twoFactorEnabled).toBe(true);
  expect((await post(app.url, ViewerDocument, {}, other.token)).status).toBe(401);
  await forgetSteps();

  const entered = await login(ann);
  expect(entered).toMatchObject({
    tokens: null,
    viewer: null,
    challenge: { methods: ["TOTP", "RECOVERY_CODE"] },
  });
  const done = await answer(entered.challenge?.token ?? "", "TOTP", await totp(secret));
  expect(done.data.answerChallenge.viewer?.user.id).toBe(ann.id);
  await until("its owner was told", async () =>
    (await app.inbox(ann.email)).some(({ subject }) => subject.includes("Two-factor")),
  );
});

test("A-36: a code is good once, and so are those before it", async () => {
  const ann = await enrol("Ann");
  const code = await totp(ann.secret);
  const twice = await Promise.all(
    [await challengeOf(ann), await challengeOf(ann)].map((token) => answer(token, "TOTP", code)),
  );
  expect(twice.map(codeOf).sort()).toEqual(["CODE_INVALID", undefined]);
  const before = await totp(ann.secret, -1);
  expect(codeOf(await answer(await challengeOf(ann), "TOTP", before))).toBe("CODE_INVALID");
});

test("A-36: one step of drift is borne either way, two are not", async () => {
  const ann = await enrol("Ann");
  for (const [steps, expected] of [
    [-1, undefined],
    [1, undefined],
    [-3, "CODE_INVALID"],
    [3, "CODE_INVALID"],
  ] as const) {
    await forgetSteps();
    const token = await challengeOf(ann);
    expect(codeOf(await answer(token, "TOTP", await totp(ann.secret, steps)))).toBe(expected);
  }
});

test("A-36: five wrong codes end a challenge, also when they come at once", async () => {
  const ann = await enrol("Ann");
  const token = await challengeOf(ann);
  const all = await Promise.all(Array.from({ length: 20 }, () => answer(token, "TOTP", "000000")));
  const codes = all.map(codeOf);
  expect(codes.filter((code) => code === "CODE_INVALID")).toHaveLength(5);
  expect(codes.filter((code) => code === "TOO_MANY_ATTEMPTS")).toHaveLength(15);
  expect(codeOf(await answer(token, "TOTP", await totp(ann.secret)))).toBe("TOO_MANY_ATTEMPTS");
});

test("A-36: new challenges do not give endless tries", async () => {
  const ann = await enrol("Ann");
  const codes: (string | undefined)[] = [];
  for (let i = 0; i < 11; i += 1)
    codes.push(codeOf(await answer(await challengeOf(ann), "TOTP", "000000")));
  expect(codes.slice(0, 10)).toEqual(Array(10).fill("CODE_INVALID"));
  expect(codes[10]).toBe("RATE_LIMITED");
});

test("A-36: a recovery code is good once, in any spelling; a challenge is good once", async () => {
  const ann = await enrol("Ann");
  expect(ann.recoveryCodes).toHaveLength(10);
  const [first = "", second = ""] = ann.recoveryCodes;
  const token = await challengeOf(ann);
  const spelled = first.toLowerCase().replaceAll("-", " ");
  expect((await answer(token, "RECOVERY_CODE", spelled)).errors).toBeUndefined();
  expect(codeOf(await answer(token, "RECOVERY_CODE", second))).toBe("CODE_EXPIRED");
  expect(codeOf(await answer(await challengeOf(ann), "RECOVERY_CODE", first))).toBe("CODE_INVALID");
  const stored = JSON.stringify(await rows.collection("two_factors").find().toArray());
  expect(stored).not.toContain(second);
  expect(stored).not.toContain(ann.secret);
});

test("A-36: a challenge is not opened by a guessed token, nor after five minutes", async () => {
  const ann = await enrol("Ann");
  const token = await challengeOf(ann);
  const code = await totp(ann.secret);
  const other = `${token.slice(0, 25)}${"A".repeat(22)}`;
  expect(codeOf(await answer(other, "TOTP", code))).toBe("CODE_EXPIRED");
  expect(codeOf(await answer("nonsense", "TOTP", code))).toBe("CODE_EXPIRED");
  await rows.age("challenges", 5 * 60_000 + 1_000);
  expect(codeOf(await answer(token, "TOTP", code))).toBe("CODE_EXPIRED");
});

test("A-36: a reset password does not go around the second factor", async () => {
  const ann = await enrol("Ann");
  await post(app.url, RequestPasswordResetDocument, { email: ann.email });
  const code = await readCode(app, ann.email, /resets your password/);
  const newPassword = "a reset phrase of 2026";
  await post(app.url, ResetPasswordDocument, { input: { email: ann.email, code, newPassword } });
  expect((await login(ann, newPassword)).tokens).toBeNull();
  expect((await login(ann, newPassword)).challenge).not.toBeNull();
});

test("A-36: turning it off or setting it up anew needs password and code", async () => {
  const ann = await enrol("Ann");
  const disable = (code: string, password: string) =>
    post(app.url, DisableTwoFactorDocument, { code, password }, ann.token);
  expect(codeOf(await begin(ann, "wrong"))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await begin(ann))).toBe("CONFLICT");
  expect(codeOf(await disable(await totp(ann.secret), "wrong"))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await disable("000000", PASSWORD))).toBe("CODE_INVALID");
  const off = await disable(ann.recoveryCodes[3] ?? "", PASSWORD);
  expect(off.data.disableTwoFactor.twoFactorEnabled).toBe(false);
  const other = await logIn(app, ann.email);
  const again = await disable("000000", PASSWORD);
  expect(again.data.disableTwoFactor.twoFactorEnabled).toBe(false);
  expect((await post(app.url, ViewerDocument, {}, other.token)).errors).toBeUndefined();
  expect((await login(ann)).tokens).not.toBeNull();
});
