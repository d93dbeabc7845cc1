import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SignupDocument, UpdateProfileDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  ann = await signUp(app, "Ann");
  await superAdmin(app);
  await rows
    .collection("users")
    .updateOne({ role: "SUPER_ADMIN" }, { $set: { name: "Paola Eco" } });
}, 300_000);
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const rename = (name: string) =>
  post(app.url, UpdateProfileDocument, { input: { name } }, ann.token);

test.each([
  "Confab Support",
  "CONFAB",
  "confab  team",
  "C\u043enfab Supp\u043ert",
  "\u0421onfab",
  "Confab-Support",
  "Confab\u02bcs Support",
  "The Admins",
  "rnoderator",
  "Aclmin",
  "C0nfab Support",
  "Admin",
  "Adm\u0456nistrator",
  "Deleted account",
  "De1eted Account",
  "deleted user",
  "S\u00fapport",
])("A-87: %j is nobody's name", async (name) => {
  expect(codeOf(await rename(name))).toBe("BAD_USER_INPUT");
  const input = { name, email: "pretends@example.com", password: PASSWORD };
  expect(codeOf(await post(app.url, SignupDocument, { input }))).toBe("BAD_USER_INPUT");
});

test.each(["P\u0430ola Eco", "\u0420\u0430ola \u0415\u0441\u043e", "Paola \u0395co"])(
  "A-87: %j passes for an administrator",
  async (name) => {
    expect(codeOf(await rename(name))).toBe("BAD_USER_INPUT");
  },
);

test.each([
  "Paola Eco",
  "Ann Support-Lee",
  "Adminah",
  "Confabio Rossi",
  "\u0410\u043d\u043d\u0430 \u0421\u0435\u0440\u0433\u0435\u0435\u0432\u0430",
  "\u039c\u03b1\u03c1\u03af\u03b1",
  "Bill Teamer",
  "\u738b\u5c0f\u660e",
])("%j is a name", async (name) => {
  expect((await rename(name)).errors).toBeUndefined();
});
