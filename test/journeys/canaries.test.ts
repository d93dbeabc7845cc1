import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  ChangePasswordDocument,
  ConfirmEmailDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  LoginWithGoogleDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignupDocument,
  UpdateProfileDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { databaseUri } from "../support/database.js";
import { dumpDatabase } from "../support/dump.js";
import { post, until } from "../support/graphql.js";
import { startScript, type Script } from "../support/script.js";

let folder: string;
let server: Script;
let url: string;
const mongoUri = databaseUri(`canaries-${randomUUID().slice(0, 8)}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-canaries-"));
  server = startScript("../src/main.ts", [], {
    NODE_ENV: "development",
    MONGO_DB_URI: mongoUri,
    DATA_DIR: folder,
    PORT: "0",
    HOST: "127.0.0.1",
    SALT_ROUND: "4",
    LOG_LEVEL: "trace",
  });
  const line = await server.line("GraphQL ");
  url = /http\S+/.exec(line)?.[0] ?? "";
});
afterAll(async () => {
  server.process.kill("SIGTERM");
  await server.exited;
  await rm(folder, { recursive: true, force: true });
});

const canaries = new Map<string, string>();
const keep = (name: string, value: string | null | undefined): string => {
  if (!value) throw new Error(`no ${name}`);
  canaries.set(name, value);
  return value;
};

async function mailedCode(email: string, not = ""): Promise<string> {
  let code = "";
  await until("a code was mailed", async () => {
    const page = await fetch(new URL(`/dev/mail.json?to=${email}`, url));
    const mails = (await page.json()) as { text: string }[];
    const codes = mails.map(({ text }) => /\b\d{8}\b/.exec(text)?.[0] ?? "");
    code = codes.find((one) => one !== "" && one !== not) ?? "";
    return code !== "";
  });
  return code;
}

/** All that a person can do with secrets, right and wrong. */
async function live(): Promise<void> {
  const email = "canary@example.com";
  const password = keep("password", "canary tundra spoke 1");
  const phone = keep("phone", "+16502530000");
  const input = { name: "Canary", email, password, phone };
  const signup = await post(url, SignupDocument, { input });
  const signupToken = keep("sign-up token", signup.data.signup.token);
  const code = keep("confirmation code", await mailedCode(email));
  const confirmed = await post(url, ConfirmEmailDocument, {
    input: { email, code, token: signupToken },
  });
  const tokens = confirmed.data.confirmEmail.tokens;
  const token = keep("access token", tokens?.accessToken);
  const refreshToken = keep("refresh token", tokens?.refreshToken);
  const wrongPassword = keep("wrong password", "canary wrong guess 2");
  await post(url, LoginDocument, { input: { email, password: wrongPassword } });
  await post(url, LoginDocument, { input: { phone, password } });
  await post(url, LoginWithGoogleDocument, {
    input: { idToken: keep("google token", "canary.google.token") },
  });
  const refreshed = await post(url, RefreshDocument, { refreshToken });
  keep("second refresh token", refreshed.data.refresh.tokens?.refreshToken);
  const other = keep("other phone", "+442071838750");
  await post(url, UpdateProfileDocument, { input: { phone: other } }, token);
  await post(
    url,
    `{ users(query: "${keep("bad query", "canaryquery".repeat(9))}") { nope } }`,
    {},
    token,
  );
  await post(url, ViewerDocument, {}, keep("bad access token", "canary.access.token"));

  const begun = await post(url, BeginTwoFactorDocument, { password }, token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = keep("two-factor secret", new URL(otpauthUrl).searchParams.get("secret"));
  const recovery = keep("recovery code", recoveryCodes[0]);
  await post(url, EnableTwoFactorDocument, { code: await generate({ secret }) }, token);
  const login = await post(url, LoginDocument, { input: { email, password } });
  const challenge = keep("challenge token", login.data.login.challenge?.token);
  const answer = { token: challenge, method: "RECOVERY_CODE" as const, code: recovery };
  await post(url, AnswerChallengeDocument, { input: answer });

  const newPassword = keep("changed password", "canary changed phrase 3");
  const change = { currentPassword: password, newPassword };
  await post(url, ChangePasswordDocument, { input: change }, token);
  await post(url, RequestPasswordResetDocument, { email });
  const reset = keep("reset code", await mailedCode(email, code));
  const last = keep("reset password", "canary reset phrase 4");
  const done = await post(url, ResetPasswordDocument, {
    input: { email, code: reset, newPassword: last },
  });
  expect(done.data.resetPassword).toBe(true);
}

test("A-47: neither the log nor a copy of the database holds a phone, code, token or password", async () => {
  await live();
  server.process.kill("SIGTERM");
  await server.exited;
  const dump = await dumpDatabase(mongoUri);
  const log = server.output.join("\n");
  expect(dump).toContain("canary@example.com");
  expect(log).toContain("Mail for canary@example.com");
  expect(canaries.size).toBe(18);
  for (const [name, value] of canaries) {
    const digits = value.startsWith("+") ? value.slice(1) : value;
    expect({ name, inDump: dump.includes(digits), inLog: log.includes(digits) }).toEqual({
      name,
      inDump: false,
      inLog: false,
    });
  }
});
