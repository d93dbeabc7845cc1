import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConfirmEmailDocument,
  LoginDocument,
  SignupDocument,
  UpdateProfileDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { PASSWORD, readCode, signUp, signUpAll, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
let numbers = 0;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** US numbers of an area that is in use. */
const number = (): string => `+1415555${String((numbers += 1)).padStart(4, "0")}`;
const setPhone = (by: Person, phone: string | null) =>
  post(app.url, UpdateProfileDocument, { input: { phone } }, by.token);
const phoneOf = async (by: Person) =>
  (await post(app.url, ViewerDocument, {}, by.token)).data.viewer?.phone;
const login = (phone: string, password = PASSWORD) =>
  post(app.url, LoginDocument, { input: { phone, password } });

test("a number is set in any spelling, read back as E.164, and logs in", async () => {
  const ann = await signUp(app, "Ann");
  expect((await setPhone(ann, "+44 20 7183 8750")).data.updateProfile.phone).toBe("+442071838750");
  expect(await phoneOf(ann)).toBe("+442071838750");
  for (const spelled of ["+442071838750", "+44 (0)20 7183-8750", "0044 20 7183 8750"])
    expect((await login(spelled)).data.login.viewer?.user.id).toBe(ann.id);
  expect(codeOf(await login("+442071838750", "wrong"))).toBe("INVALID_CREDENTIALS");
  await setPhone(ann, null);
  expect(await phoneOf(ann)).toBeNull();
  expect(codeOf(await login("+442071838750"))).toBe("INVALID_CREDENTIALS");
});

test.each([
  "+1 555",
  "2071838750",
  "+999 12345678",
  "+1415555 0100 ext 5",
  "",
  "+".repeat(90),
  "call +14155550100 now",
  "+14155550100 or +14155550101",
  "tel:+14155550100;x",
])("%j is no phone number", async (phone) => {
  expect(codeOf(await login(phone))).toBe("BAD_USER_INPUT");
});

test("a login names either an address or a number, not both", async () => {
  const input = { email: "a@example.com", phone: number(), password: PASSWORD };
  expect(codeOf(await post(app.url, LoginDocument, { input }))).toBe("BAD_USER_INPUT");
});

test("A-38: of many who claim one number at once, in three spellings, one has it", async () => {
  const people = await signUpAll(
    app,
    Array.from({ length: 12 }, (_, i) => `P${i}`),
  );
  const spelled = ["+16502530000", "+1 650-253-0000", "001 (650) 253 0000"];
  const all = await Promise.all(people.map((one, i) => setPhone(one, spelled[i % 3] ?? null)));
  const codes = all.map(codeOf);
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(11);
  const holders = await Promise.all(people.map(phoneOf));
  expect(holders.filter((phone) => phone === "+16502530000")).toHaveLength(1);
});

test("A-30: a sign-up with a number that is taken is answered as any other, and goes without it", async () => {
  const ann = await signUp(app, "Ann");
  const phone = number();
  await setPhone(ann, phone);
  const signup = async (email: string, own: string) => {
    const input = { name: "Sam", email, password: PASSWORD, phone: own };
    const answer = await post(app.url, SignupDocument, { input });
    const code = await readCode(app, email);
    const { data } = await post(app.url, ConfirmEmailDocument, {
      input: { email, code, token: answer.data.signup.token },
    });
    const token = data.confirmEmail.tokens?.accessToken;
    const { viewer } = (await post(app.url, ViewerDocument, {}, token)).data;
    return { answer: Object.keys(answer.data.signup), phone: viewer?.phone ?? null };
  };
  const free = number();
  expect(await signup("taken@example.com", phone)).toEqual({
    answer: ["token", "expiresAt", "resendAfter"],
    phone: null,
  });
  expect(await signup("free@example.com", free)).toMatchObject({ phone: free });
  expect((await login(phone)).data.login.viewer?.user.id).toBe(ann.id);
});

test("whether a number is taken can be tried five times a day", async () => {
  const ann = await signUp(app, "Ann");
  for (let i = 0; i < 5; i += 1) await setPhone(ann, number());
  expect((await setPhone(ann, number())).errors?.[0]?.extensions).toMatchObject({
    code: "RATE_LIMITED",
    limit: 5,
  });
});

test("what is stored opens only in its own row, and by an older key as well", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const [annPhone, bobPhone] = [number(), number()];
  await setPhone(ann, annPhone);
  await setPhone(bob, bobPhone);
  const users = rows.collection("users");
  const [one, other] = [
    await users.findOne({ email: ann.email }),
    await users.findOne({ email: bob.email }),
  ];
  expect(JSON.stringify([one, other])).not.toContain(annPhone.slice(1));
  const rotated = await startApp({
    env: {
      MONGO_DB_URI: app.config.mongoUri,
      SECRET_KEY_PHONE:
        "a-new-key-for-phones-0123456789ab,SECRET_KEY_PHONE-for-tests-only-0123456789",
    },
  });
  const input = { phone: annPhone, password: PASSWORD };
  const { data } = await post(rotated.url, LoginDocument, { input });
  expect(data.login.viewer?.user.id).toBe(ann.id);
  const token = data.login.tokens?.accessToken;
  expect((await post(rotated.url, ViewerDocument, {}, token)).data.viewer?.phone).toBe(annPhone);
  await rotated.stop();

  await users.updateOne({ email: ann.email }, { $set: { phone: other?.["phone"] as string } });
  const swapped = await post(app.url, ViewerDocument, {}, ann.token);
  expect(codeOf(swapped)).toBe("INTERNAL_SERVER_ERROR");
});

test("A-69: changing the number needs the password or a recent login, and is told by mail", async () => {
  const ann = await signUp(app, "Ann");
  const first = number();
  await setPhone(ann, first);
  await rows.age("sessions", 11 * 60_000);
  const second = number();
  const change = (phone: string | null, currentPassword?: string) =>
    post(
      app.url,
      UpdateProfileDocument,
      { input: { phone, ...(currentPassword && { currentPassword }) } },
      ann.token,
    );
  for (const phone of [second, null]) expect(codeOf(await change(phone))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await change(second, "not it at all"))).toBe("INVALID_CREDENTIALS");
  expect(await phoneOf(ann)).toBe(first);
  expect((await change(first)).errors).toBeUndefined();
  expect((await change(second, PASSWORD)).data.updateProfile.phone).toBe(second);
  expect((await change(null, PASSWORD)).data.updateProfile.phone).toBeNull();
  const subjects = async () =>
    (await app.inbox(ann.email)).filter(({ subject }) => /phone number/.test(subject));
  await until("three mails tell", async () => (await subjects()).length === 3);
  const [removed, changed] = await subjects();
  expect(removed?.subject).toContain("removed");
  expect(changed?.text).toContain(`ends in ${second.slice(-3)}`);
  expect(changed?.text).not.toContain(second);
  expect((await post(app.url, ViewerDocument, {}, ann.token)).data.viewer?.user.id).toBe(ann.id);
});
