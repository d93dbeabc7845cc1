import { afterAll, beforeAll, expect, test } from "@jest/globals";
import bcrypt from "bcrypt";
import {
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { PASSWORD, readCode, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY_HOPS: "1" } });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const attempt = (email: string, password: string, address = "198.51.100.1") =>
  post(app.url, LoginDocument, { input: { email, password } }, undefined, {
    "x-forwarded-for": address,
  });
const retryMs = (result: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  Number(result.errors?.[0]?.extensions["retryAfterMs"]);
const failTimes = async (email: string, times: number, address?: string) => {
  for (let i = 0; i < times; i += 1)
    expect(codeOf(await attempt(email, `wrong ${i}`, address))).toBe("INVALID_CREDENTIALS");
};

/** One after the other: of many at once a busy machine turns some away before they are counted. */
async function inTurn<Answer>(count: number, work: (i: number) => Promise<Answer>) {
  const answers: Answer[] = [];
  for (let i = 0; i < count; i += 1) answers.push(await work(i));
  return answers;
}

test("A-25: after five wrong passwords a stranger waits, whatever network the next comes from", async () => {
  const ann = await signUp(app, "Ann");
  for (let i = 0; i < 5; i += 1) await failTimes(ann.email, 1, `198.51.100.${10 + i}`);
  const sixth = await attempt(ann.email, PASSWORD, "198.51.100.99");
  expect(codeOf(sixth)).toBe("RATE_LIMITED");
  expect(retryMs(sixth)).toBeGreaterThan(0);
  expect(retryMs(sixth)).toBeLessThanOrEqual(1_000);
  let tries = 0;
  await until("the first wait is over", async () => {
    // From one network so many would meet its own budget.
    const answer = await attempt(ann.email, "wrong again", `198.51.${(tries += 1) % 100}.98`);
    return codeOf(answer) === "INVALID_CREDENTIALS";
  });
  // Each wrong one doubles the wait, also where a stall of this machine lets one more be looked at.
  await until("the next wait is longer", async () => {
    const next = await attempt(ann.email, "wrong again", "198.51.100.97");
    return codeOf(next) === "RATE_LIMITED" && retryMs(next) > 1_000;
  });
});

test("A-25: of 200 guesses at once five are looked at", async () => {
  const ann = await signUp(app, "Ann");
  const begin = performance.now();
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      attempt(ann.email, `guess ${i}`, `198.18.${i % 250}.${1 + (i % 7)}`),
    ),
  );
  const looked = all.filter((answer) => codeOf(answer) === "INVALID_CREDENTIALS");
  const seconds = (performance.now() - begin) / 1_000;
  const waitsOver = Math.floor(Math.log2(seconds + 1));
  expect(looked.length).toBeLessThanOrEqual(5 + waitsOver);
  expect(all.every((answer) => codeOf(answer) !== undefined)).toBe(true);
});

test("A-26: nobody locks an owner out: the own network does not wait, nor whoever reset by mail", async () => {
  const ann = await signUp(app, "Ann");
  const home = "203.0.113.20";
  expect((await attempt(ann.email, PASSWORD, home)).errors).toBeUndefined();
  for (let i = 0; i < 5; i += 1) await failTimes(ann.email, 1, `198.51.100.${50 + i}`);
  expect(codeOf(await attempt(ann.email, PASSWORD, "198.51.100.60"))).toBe("RATE_LIMITED");
  expect((await attempt(ann.email, PASSWORD, home)).errors).toBeUndefined();

  for (let i = 0; i < 5; i += 1) await failTimes(ann.email, 1, `198.51.100.${70 + i}`);
  const away = "192.0.2.44";
  expect(codeOf(await attempt(ann.email, PASSWORD, away))).toBe("RATE_LIMITED");
  await post(app.url, RequestPasswordResetDocument, { email: ann.email });
  const code = await readCode(app, ann.email, /resets your password/);
  const newPassword = "remembered this time 12";
  await post(app.url, ResetPasswordDocument, { input: { email: ann.email, code, newPassword } });
  expect((await attempt(ann.email, newPassword, away)).errors).toBeUndefined();
});

test("A-25: one network fails at 30 logins in ten minutes, over many accounts and its whole /64", async () => {
  const spray = (i: number) =>
    attempt(`nobody-${i}@example.com`, "spray", `2001:db8:1:2::${i + 1}`);
  const all = await inTurn(40, spray);
  expect(all.filter((answer) => codeOf(answer) === "RATE_LIMITED")).toHaveLength(10);
  const other = await attempt("nobody-1@example.com", "spray", "2001:db8:1:3::1");
  expect(codeOf(other)).toBe("INVALID_CREDENTIALS");
});

test("A-25: what was given for the left-most hop by the client itself is not believed", async () => {
  const spoof = (i: number) => attempt(`lost-${i}@example.com`, "spray", `10.9.8.${i}, 192.0.2.77`);
  const all = await inTurn(35, spoof);
  expect(all.filter((answer) => codeOf(answer) === "RATE_LIMITED")).toHaveLength(5);
});

test("A-03: a secret cannot be tried twice in one document", async () => {
  const { email } = await signUp(app, "Ann");
  const login = `login(input: { email: "${email}", password: "x" }) { tokens { accessToken } }`;
  const answer = await post(app.url, `mutation { a: ${login} b: ${login} }`);
  expect(answer.status).toBe(400);
  expect(codeOf(answer)).toBe("QUERY_TOO_COMPLEX");
});

test("A-70: nobody logs in before the confirmation, and a right password tells nothing", async () => {
  const email = "waiting@example.com";
  await post(app.url, SignupDocument, { input: { name: "Wait", email, password: PASSWORD } });
  expect(codeOf(await attempt(email, PASSWORD, "192.0.2.80"))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await attempt(email, "wrong", "192.0.2.80"))).toBe("INVALID_CREDENTIALS");
});

test("a password counts to its last byte and reads the same in either Unicode form", async () => {
  const email = "long@example.com";
  const long = `Zürich ${"a wide river runs past the old mill ".repeat(3)}`;
  const long1 = { name: "Long", email, password: `${long}1` };
  const { token } = (await post(app.url, SignupDocument, { input: long1 })).data.signup;
  const input = { email, code: await readCode(app, email), token };
  await post(
    app.url,
    `mutation($input: ConfirmEmailInput!) { confirmEmail(input: $input) { viewer { id } } }`,
    { input },
  );
  const network = "192.0.2.81";
  expect(codeOf(await attempt(email, `${long}2`, network))).toBe("INVALID_CREDENTIALS");
  expect((await attempt(email, `${long}1`.normalize("NFD"), network)).errors).toBeUndefined();
});

test("hashes are made again at login when SALT_ROUND has risen", async () => {
  const ann = await signUp(app, "Ann");
  const dearer = await startApp({
    env: { SALT_ROUND: "5", MONGO_DB_URI: app.config.mongoUri },
  });
  const rounds = async () => {
    const row = await rows.collection("users").findOne({ email: ann.email });
    return bcrypt.getRounds(String(row?.["passwordHash"]).replace(/^\w+:/, ""));
  };
  expect(await rounds()).toBe(4);
  const input = { email: ann.email, password: PASSWORD };
  expect((await post(dearer.url, LoginDocument, { input })).errors).toBeUndefined();
  expect(await rounds()).toBe(5);
  expect((await post(dearer.url, LoginDocument, { input })).errors).toBeUndefined();
  await dearer.stop();
});

test("A-65: more logins at once than can be hashed are refused with SERVICE_UNAVAILABLE", async () => {
  const slow = await startApp({ nodes: 1, env: { SALT_ROUND: "9" } });
  const input = (i: number) => ({ input: { email: `flood-${i}@example.com`, password: "flood" } });
  const all = await Promise.all(
    Array.from({ length: 120 }, (_, i) => post(slow.url, LoginDocument, input(i))),
  );
  const codes = all.map(codeOf);
  expect(codes.filter((code) => code === "SERVICE_UNAVAILABLE").length).toBeGreaterThan(0);
  expect(new Set(codes)).toEqual(new Set(["SERVICE_UNAVAILABLE", "INVALID_CREDENTIALS"]));
  await slow.stop();
}, 300_000);
