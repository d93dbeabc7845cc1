import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConfirmEmailDocument,
  ExchangeTokenDocument,
  LoginDocument,
  LoginWithPasskeyDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResendCodeDocument,
  ResetPasswordDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { addPasskey, passkeyOptions, type Authenticator } from "../support/authenticator.js";
import { codeOf, post } from "../support/graphql.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { logIn, PASSWORD, signUp, type Person } from "../support/people.js";

const ROOT = "root@example.com";
let shop: Issuer;
let before: TestApp;
let app: TestApp;
let ann: Person;
let authenticator: Authenticator;
let refreshToken: string;
beforeAll(async () => {
  shop = await startIssuer();
  const database = `own-logins-${process.pid}`;
  before = await startApp({ database });
  ann = await signUp(before, "Ann");
  ({ authenticator } = await addPasskey(before, ann));
  ({ refreshToken } = await logIn(before, ann.email));
  await before.createSuperAdmin(ROOT, PASSWORD);
  const config = { identityProviders: [shop.configured()], login: "PROVIDERS" as const };
  app = await startApp({ database, config });
});
afterAll(async () => {
  await Promise.all([app.stop(), before.stop()]);
  await shop.stop();
});

const { email } = { email: "new@example.com" };
const password = PASSWORD;
const ways: Readonly<Record<string, () => Promise<{ errors?: unknown }>>> = {
  signup: () => post(app.url, SignupDocument, { input: { name: "New", email, password } }),
  resendCode: () => post(app.url, ResendCodeDocument, { email }),
  confirmEmail: () =>
    post(app.url, ConfirmEmailDocument, { input: { email, code: "12345678", password } }),
  login: () => post(app.url, LoginDocument, { input: { email: ann.email, password } }),
  "login with a wrong password": () =>
    post(app.url, LoginDocument, { input: { email: ROOT, password: "wrong-horse-battery" } }),
  "login of nobody": () => post(app.url, LoginDocument, { input: { email, password } }),
  requestPasswordReset: () => post(app.url, RequestPasswordResetDocument, { email: ann.email }),
  resetPassword: () =>
    post(app.url, ResetPasswordDocument, {
      input: { email: ann.email, code: "12345678", newPassword: "seven quiet lanterns drift" },
    }),
  loginWithPasskey: async () => {
    const credential = authenticator.sign(await passkeyOptions(app));
    return post(app.url, LoginWithPasskeyDocument, { input: { credential } });
  },
};
test.each(Object.keys(ways))("A-157: %s is FORBIDDEN", async (name) => {
  const answer = await ways[name]?.();
  expect(codeOf(answer as never)).toBe("FORBIDDEN");
});

test("sessions go on, administrators keep their login, and the provider opens accounts", async () => {
  expect(codeOf(await post(app.url, RefreshDocument, { refreshToken }))).toBeUndefined();
  const root = await post(app.url, LoginDocument, { input: { email: ROOT, password } });
  expect(root.data.login.tokens?.tokenType).toBe("Admin");
  const input = { issuer: shop.issuer, token: await shop.token({ name: "Kim" }) };
  const kim = await post(app.url, ExchangeTokenDocument, { input });
  expect(kim.data.exchangeToken.viewer?.user.name).toBe("Kim");
});

test("serverInfo says what is left", async () => {
  const features = async ({ url }: TestApp) => {
    const { data } = await post<{ serverInfo: { features: string[] } }>(
      url,
      "{ serverInfo { features } }",
    );
    return data.serverInfo.features;
  };
  const own = ["PASSWORD_LOGIN", "PHONE_LOGIN", "SIGNUP", "PASSKEYS"];
  expect(await features(before)).toEqual(expect.arrayContaining(own));
  expect((await features(app)).filter((one) => own.includes(one))).toEqual([]);
});
