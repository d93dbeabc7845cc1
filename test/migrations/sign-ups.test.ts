import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { createApp } from "../../src/app.js";
import { ConfirmEmailDocument, LoginDocument, SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  ann = await signUp(app, "Ann");
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const signup = async (email: string) => {
  const input = { name: "Ute", email, password: PASSWORD };
  return (await post(app.url, SignupDocument, { input })).data.signup.token;
};
const login = (email: string) =>
  post(app.url, LoginDocument, { input: { email, password: PASSWORD } });

/** As the version before left it: an account without a proven address, and its code. */
async function leaveUnconfirmed(email: string): Promise<string> {
  await signup(email);
  const code = await readCode(app, email);
  const row = await rows.collection("signups").findOne({ email });
  await rows.collection("signups").deleteMany({ email });
  const { name, passwordHash, gender, createdAt } = row as unknown as Record<string, unknown>;
  const rest = { role: "USER", provider: "APPLICATION", createdAt };
  await rows.collection("users").insertOne({
    _id: new Types.ObjectId(),
    ...{ name, passwordHash, gender, email, ...rest },
  });
  return code;
}

test("accounts that were never confirmed become sign-ups, once, and nobody else is touched", async () => {
  const email = "unconfirmed@example.com";
  const code = await leaveUnconfirmed(email);
  await createApp(app.config).migrate();
  expect(await rows.collection("users").countDocuments({ email })).toBe(0);
  await createApp(app.config).migrate();
  expect(await rows.collection("signups").countDocuments({ email })).toBe(1);
  expect((await login(ann.email)).errors).toBeUndefined();
  const input = { email, code, password: PASSWORD };
  expect((await post(app.url, ConfirmEmailDocument, { input })).errors).toBeUndefined();
  expect((await login(email)).errors).toBeUndefined();
});

test("before the migration such an account is nobody, and gives way to who proves the address", async () => {
  const email = "in-between@example.com";
  await leaveUnconfirmed(email);
  expect(codeOf(await login(email))).toBe("INVALID_CREDENTIALS");
  await rows.age("codes", 61_000);
  const token = await signup(email);
  await rows.age("codes", 61_000);
  const code = await readCode(app, email);
  const confirmed = await post(app.url, ConfirmEmailDocument, { input: { email, code, token } });
  expect(confirmed.errors).toBeUndefined();
  expect(await rows.collection("users").countDocuments({ email })).toBe(1);
});
