import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { readCode, signUp } from "../support/people.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const signup = (password: string) =>
  post(app.url, SignupDocument, {
    input: { name: "Marguerite Duras", email: "writer.of.novels@example.com", password },
  });

test.each([
  ["too short", "Xk9#mQ2vL"],
  ["among the usual ones", "password12345"],
  ["a repetition", "abcabcabcabcabc"],
  ["the name", "Marguerite Duras"],
  ["the name and a digit", "margueriteduras1"],
  ["the address", "writer.of.novels@example.com"],
  ["of the product", "confabconfab1"],
  ["long and repeated", "password1".repeat(14)],
])("a password that is %s is refused as WEAK_PASSWORD", async (_, password) => {
  const { errors } = await signup(password);
  expect(errors?.[0]?.extensions).toMatchObject({ code: "WEAK_PASSWORD", field: "input.password" });
});

test.each([
  ["longer than 128 characters", "Vq".repeat(65)],
  ["not valid Unicode", "lonely surrogate \ud800 here"],
])("a password that is %s is BAD_USER_INPUT", async (_, password) => {
  expect((await signup(password)).errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
});

test.each(["tundra spoke velvet 9", "Ωμέγα κύμα πέτρα 7", "\u{1f98a}\u{1f427} hop over 1 fence"])(
  "the password %j is taken",
  async (password) => {
    expect((await signup(password)).errors).toBeUndefined();
  },
);

test("A-79: whoever has no code learns nothing of a password, and nothing of it is worked out", async () => {
  const ann = await signUp(app, "Ann");
  const weak = "password1".repeat(14);
  const reset = async (email: string, code: string, newPassword = weak) =>
    codeOf(await post(app.url, ResetPasswordDocument, { input: { email, code, newPassword } }));
  expect(await reset("nobody@example.com", "00000000")).toBe("CODE_INVALID");
  expect(await reset(ann.email, "00000000")).toBe("CODE_INVALID");
  await post(app.url, RequestPasswordResetDocument, { email: ann.email });
  const code = await readCode(app, ann.email, /resets your password/);
  const wrong = code.replace(/./, (digit) => String((Number(digit) + 1) % 10));
  expect(await reset(ann.email, wrong)).toBe("CODE_INVALID");
  // The right one is not used up by a password that is refused.
  expect(await reset(ann.email, code)).toBe("WEAK_PASSWORD");
  expect(await reset(ann.email, code, "tundra spoke velvet 9")).toBeUndefined();
});
