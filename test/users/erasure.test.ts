import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  BeginTwoFactorDocument,
  ConfirmEmailDocument,
  DeleteAccountDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  SendContactRequestDocument,
  SignupDocument,
  UpdateProfileDocument,
  UserDocument,
  UsersDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { generate } from "otplib";
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

const erase = ({ token }: Person, variables: { password?: string; code?: string }) =>
  post(app.url, DeleteAccountDocument, variables, token);

test("an erased account is gone for everybody, and its address and number are free again", async () => {
  const [ann, bob] = [await signUp(app, "Annette"), await signUp(app, "Bob")];
  const other = await logIn(app, ann.email);
  const phone = "+16502530000";
  await post(app.url, UpdateProfileDocument, { input: { phone, bio: "Here" } }, ann.token);
  await post(app.url, SendContactRequestDocument, { userId: ann.id }, bob.token);
  expect(codeOf(await erase(ann, {}))).toBe("BAD_USER_INPUT");
  expect(codeOf(await erase(ann, { password: "wrong" }))).toBe("INVALID_CREDENTIALS");
  expect((await erase(ann, { password: PASSWORD })).data.deleteAccount).toBe(true);

  for (const token of [ann.token, other.token])
    expect((await post(app.url, ViewerDocument, {}, token)).status).toBe(401);
  const input = { email: ann.email, password: PASSWORD };
  expect(codeOf(await post(app.url, LoginDocument, { input }))).toBe("INVALID_CREDENTIALS");
  expect((await post(app.url, UserDocument, { id: ann.id }, bob.token)).data.user).toBeNull();
  const found = await post(app.url, UsersDocument, { query: "annette" }, bob.token);
  expect(found.data.users.nodes).toEqual([]);
  const ask = await post(app.url, SendContactRequestDocument, { userId: ann.id }, bob.token);
  expect(codeOf(ask)).toBe("NOT_FOUND");
  const [row] = await rows
    .collection("users")
    .find({ deletedAt: { $ne: null } })
    .toArray();
  expect(Object.keys(row ?? {}).sort()).toEqual(
    ["_id", "createdAt", "deletedAt", "gender", "name", "provider", "role"].sort(),
  );

  const again = { name: "Annette", email: ann.email, password: PASSWORD, phone };
  const signup = await post(app.url, SignupDocument, { input: again });
  const codes = async () =>
    (await app.inbox(ann.email)).filter(({ text }) => text.includes("code"));
  await until("the second code was mailed", async () => (await codes()).length === 2);
  const code = await readCode(app, ann.email);
  const { data } = await post(app.url, ConfirmEmailDocument, {
    input: { email: ann.email, code, token: signup.data.signup.token },
  });
  expect(data.confirmEmail.viewer?.id).not.toBe(ann.id);
  const byPhone = await post(app.url, LoginDocument, { input: { phone, password: PASSWORD } });
  expect(byPhone.data.login.viewer?.id).toBe(data.confirmEmail.viewer?.id);
});

test("with a second factor erasing needs its code", async () => {
  const ann = await signUp(app, "Ann");
  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, ann.token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  await post(app.url, EnableTwoFactorDocument, { code: await generate({ secret }) }, ann.token);
  expect(codeOf(await erase(ann, { password: PASSWORD }))).toBe("CHALLENGE_REQUIRED");
  expect(codeOf(await erase(ann, { password: PASSWORD, code: "000000" }))).toBe("CODE_INVALID");
  const [code = ""] = recoveryCodes;
  expect((await erase(ann, { password: PASSWORD, code })).data.deleteAccount).toBe(true);
});
