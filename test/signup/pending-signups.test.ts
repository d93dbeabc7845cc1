import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConfirmEmailDocument,
  LoginDocument,
  ResendCodeDocument,
  SignupDocument,
  ViewerDocument,
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

const OWNER = { name: "Owner", password: PASSWORD };
const STRANGER = { name: "Stranger", password: "a stranger chose this 99" };
type Who = typeof OWNER;

const address = (): string => `pending-${(people += 1)}@example.com`;
const begin = async (email: string, who: Who): Promise<string> => {
  const answer = await post(app.url, SignupDocument, { input: { email, ...who } });
  return answer.data.signup.token;
};
type Proof = { readonly token?: string; readonly password?: string };
const confirm = (email: string, code: string, proof: Proof) =>
  post(app.url, ConfirmEmailDocument, { input: { email, code, ...proof } });
const login = (email: string, { password }: Who) =>
  post(app.url, LoginDocument, { input: { email, password } });
const aMinute = (): Promise<void> => rows.age("codes", 61_000);
/** Newest first, once there are so many mails. */
const codesOf = async (email: string, count: number): Promise<string[]> => {
  await until("the codes were mailed", async () => (await app.inbox(email)).length === count);
  return (await app.inbox(email)).map(({ text }) => /\b\d{8}\b/.exec(text)?.[0] ?? "");
};
const isTheOwners = async (email: string): Promise<void> => {
  expect(codeOf(await login(email, STRANGER))).toBe("INVALID_CREDENTIALS");
  const { data } = await login(email, OWNER);
  const { viewer } = (await post(app.url, ViewerDocument, {}, data.login.tokens?.accessToken)).data;
  expect(viewer?.user.name).toBe("Owner");
};

test.each([
  ["the stranger first, a minute apart", [STRANGER, OWNER], true],
  ["the owner first, a minute apart", [OWNER, STRANGER], true],
  ["the stranger first, at once", [STRANGER, OWNER], false],
  ["the owner first, at once", [OWNER, STRANGER], false],
])("A-68: of two sign-ups of one address the owner's becomes the account: %s", async (...args) => {
  const [, order, apart] = args;
  const email = address();
  const tokens = new Map<Who, string>();
  for (const [at, who] of order.entries()) {
    if (at > 0 && apart) await aMinute();
    tokens.set(who, await begin(email, who));
    await codesOf(email, apart ? at + 1 : 1);
  }
  const codes = await codesOf(email, apart ? 2 : 1);
  // The newest mail is that of the sign-up before last where the owner came first.
  const own = apart && order[0] === OWNER ? codes[1] : codes[0];
  const token = tokens.get(OWNER) ?? "";
  if (own !== codes[0])
    expect(codeOf(await confirm(email, codes[0] ?? "", { token }))).toBe("CODE_INVALID");
  expect((await confirm(email, own ?? "", { token })).errors).toBeUndefined();
  const theirs = { token: tokens.get(STRANGER) ?? "" };
  for (const code of codes) expect(codeOf(await confirm(email, code, theirs))).toBe("CODE_INVALID");
  await isTheOwners(email);
});

test("A-68: who resends a code gets it for the own sign-up, also where a stranger came later", async () => {
  const email = address();
  const token = await begin(email, OWNER);
  await readCode(app, email);
  await aMinute();
  await begin(email, STRANGER);
  await codesOf(email, 2);
  await aMinute();
  await post(app.url, ResendCodeDocument, { email, token });
  const [newest = ""] = await codesOf(email, 3);
  expect((await confirm(email, newest, { token })).errors).toBeUndefined();
  await isTheOwners(email);
});

test("A-68: on another device the password names the sign-up, and a stranger's does not", async () => {
  const email = address();
  await begin(email, STRANGER);
  await begin(email, OWNER);
  const code = await readCode(app, email);
  const wrong = await confirm(email, code, { password: "neither of the two 17" });
  expect(codeOf(wrong)).toBe("INVALID_CREDENTIALS");
  expect((await confirm(email, code, { password: PASSWORD })).errors).toBeUndefined();
  await isTheOwners(email);
});

test("A-68: guesses at one sign-up use up nobody else's tries", async () => {
  const email = address();
  const token = await begin(email, OWNER);
  const code = await readCode(app, email);
  const theirs = await begin(email, STRANGER);
  for (let i = 0; i < 7; i += 1) await confirm(email, "00000000", { token: theirs });
  for (let i = 0; i < 7; i += 1) await confirm(email, "00000000", { password: "guess" });
  expect(codeOf(await confirm(email, code, { token: theirs }))).toBe("TOO_MANY_ATTEMPTS");
  expect(codeOf(await confirm(email, code, { password: PASSWORD }))).toBe("TOO_MANY_ATTEMPTS");
  expect((await confirm(email, code, { token })).errors).toBeUndefined();
});

test("A-69: a code alone makes no account, and neither does a token of another address", async () => {
  const [email, other] = [address(), address()];
  const token = await begin(email, OWNER);
  const code = await readCode(app, email);
  const otherToken = await begin(other, OWNER);
  expect(codeOf(await confirm(email, code, {}))).toBe("BAD_USER_INPUT");
  const both = await confirm(email, code, { token, password: PASSWORD });
  expect(codeOf(both)).toBe("BAD_USER_INPUT");
  const guessed = `${token.slice(0, 25)}${"A".repeat(22)}`;
  for (const bad of [otherToken, guessed, "", "x".repeat(5_000), `${token}x`, token.slice(0, -1)])
    expect(codeOf(await confirm(email, code, { token: bad }))).toBe("CODE_INVALID");
  // Not even with its own code, which its owner has read.
  const otherCode = await readCode(app, other);
  expect(codeOf(await confirm(email, otherCode, { token: otherToken }))).toBe("CODE_INVALID");
  expect(await rows.collection("users").countDocuments({ email })).toBe(0);
  expect((await confirm(email, code, { token })).errors).toBeUndefined();
});

test("A-69: a sign-up is gone after a day, and one address keeps twenty", async () => {
  const email = address();
  const token = await begin(email, OWNER);
  await rows.age("signups", 24 * 60 * 60_000 + 1_000);
  await rows.age("codes", 24 * 60 * 60_000 + 1_000);
  await post(app.url, ResendCodeDocument, { email, token });
  expect(codeOf(await confirm(email, "00000000", { token }))).toBe("CODE_INVALID");
  expect(await app.inbox(email)).toHaveLength(1);
  for (let i = 0; i < 22; i += 1) await begin(email, STRANGER);
  expect(await rows.collection("signups").countDocuments({ email })).toBe(20);
});

test("A-70: a sign-up of a registered address is answered as any other, and never becomes anything", async () => {
  const ann = await signUp(app, "Ann");
  await aMinute();
  const token = await begin(ann.email, STRANGER);
  expect(token).toMatch(/^[0-9a-f]{24}\.[\w-]{22}$/);
  await until("a mail says so", async () =>
    (await app.inbox(ann.email)).some(({ subject }) => subject === "You already have an account"),
  );
  const guesses = [];
  for (let i = 0; i < 6; i += 1)
    guesses.push(codeOf(await confirm(ann.email, "00000000", { token })));
  expect(guesses).toEqual([...Array<string>(5).fill("CODE_INVALID"), "TOO_MANY_ATTEMPTS"]);
  expect(await rows.collection("users").countDocuments({ email: ann.email })).toBe(1);
});
