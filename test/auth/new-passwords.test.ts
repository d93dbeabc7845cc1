import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";

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
