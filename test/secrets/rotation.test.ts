import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import { freePort } from "../../scripts/database/port.js";
import { createApp } from "../../src/app.js";
import { secretNames } from "../../src/platform/config/environment.js";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  ConversationsDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  UpdateProfileDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { tryLogin } from "../support/logins.js";
import { PASSWORD, readCode, signUp, superAdmin, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";

type Order = "old" | "old,new" | "new,old";
/** What two nodes have while the secrets are rotated, one node after the other. */
const STEPS: readonly (readonly [Order, Order])[] = [
  ["old", "old,new"],
  ["old,new", "old,new"],
  ["old,new", "new,old"],
  ["new,old", "new,old"],
];

const database = `rotation-${randomUUID().slice(0, 8)}`;
let redis: RedisServer;
let rows: Rows;
beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
});
afterAll(async () => {
  await rows.close();
  await redis.stop();
});

function start(order: Order): Promise<TestApp> {
  const listOf = (name: string): string =>
    order
      .split(",")
      .map((age) => `${age}-${name}-for-tests-only-0123456789`)
      .join(",");
  const secrets = Object.fromEntries(secretNames.map((name) => [name, listOf(name)]));
  return startApp({ database, env: { ...secrets, REDIS_URL: redis.url } });
}

/** Everything that a secret has signed, hashed or sealed, from before the rotation began. */
interface Kept {
  readonly ann: Person;
  readonly phone: string;
  /** Whose two-factor login is on. */
  readonly ben: Person;
  readonly totpSecret: string;
  readonly recoveryCodes: string[];
  /** Renewed at every step: never signed in again. */
  readonly refreshTokens: string[];
}

async function prepare(app: TestApp): Promise<Kept> {
  const [ann, ben] = [await signUp(app, "Ann"), await signUp(app, "Ben")];
  await openDirect(app, ann, ben);
  await openDirect(app, ann, await signUp(app, "Cyd"));
  const phone = "+14155550123";
  const input = { phone, currentPassword: PASSWORD };
  await post(app.url, UpdateProfileDocument, { input }, ann.token);
  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, ben.token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const totpSecret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  await enable(app, ben, totpSecret);
  const root = await superAdmin(app);
  const chief = await post(app.url, ViewerDocument, {}, undefined, root);
  const entered = await tryLogin(app, chief.data.viewer?.email ?? "");
  const refreshTokens = [ann.refreshToken, ben.refreshToken, entered?.tokens?.refreshToken ?? ""];
  return { ann, phone, ben, totpSecret, recoveryCodes, refreshTokens };
}

async function enable(app: TestApp, by: Person, secret: string): Promise<void> {
  const code = await generate({ secret });
  const { errors } = await post(app.url, EnableTwoFactorDocument, { code }, by.token);
  if (errors) throw new Error(JSON.stringify(errors));
}

/** Whoever is signed in stays so, whichever node is asked, and a retry gets the same session. */
async function goOn(here: TestApp, there: TestApp, kept: Kept): Promise<void> {
  for (const [at, refreshToken] of kept.refreshTokens.entries()) {
    const { data, errors } = await post(here.url, RefreshDocument, { refreshToken });
    expect(errors).toBeUndefined();
    const again = await post(there.url, RefreshDocument, { refreshToken });
    expect(again.errors).toBeUndefined();
    const { tokenType, accessToken } = data.refresh.tokens ?? {};
    const headers = { authorization: `${tokenType} ${accessToken}` };
    const seen = await post(there.url, ViewerDocument, {}, undefined, headers);
    expect(seen.data.viewer?.id).toBe(data.refresh.viewer?.id);
    const successor = again.data.refresh.tokens?.refreshToken ?? "";
    const third = await post(here.url, RefreshDocument, { refreshToken: successor });
    expect(third.errors).toBeUndefined();
    kept.refreshTokens[at] = third.data.refresh.tokens?.refreshToken ?? "";
  }
}

/** What one node gave out, the other takes: codes, cursors, challenges, and all that was there before. */
async function takeEachOthers(here: TestApp, there: TestApp, kept: Kept): Promise<void> {
  const { ben, phone } = kept;
  const login = { phone, password: PASSWORD };
  const entered = await post(here.url, LoginDocument, { input: login });
  expect(entered.errors).toBeUndefined();
  const token = entered.data.login.tokens?.accessToken;
  const first = await post(here.url, ConversationsDocument, { first: 1 }, token);
  const after = first.data.viewer?.conversations.pageInfo.endCursor ?? null;
  const next = await post(there.url, ConversationsDocument, { first: 1, after }, token);
  expect(next.errors).toBeUndefined();
  expect(next.data.viewer?.conversations.nodes).toHaveLength(1);

  const shown = await post(there.url, ViewerDocument, {}, token);
  expect(shown.data.viewer?.phone).toBe(phone);

  await rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });
  const answers = [
    ["TOTP", await generate({ secret: kept.totpSecret })],
    ["RECOVERY_CODE", kept.recoveryCodes.pop() ?? ""],
  ] as const;
  for (const [method, code] of answers) {
    const challenge = (await tryLogin(here, ben.email))?.challenge?.token ?? "";
    const input = { token: challenge, method, code };
    expect(codeOf(await post(there.url, AnswerChallengeDocument, { input }))).toBe(undefined);
  }

  await rows.collection("codes").deleteMany({});
  const dan = await signUp(here, "Dan");
  await post(here.url, RequestPasswordResetDocument, { email: dan.email });
  const code = await readCode(here, dan.email, /resets your password/);
  const reset = { email: dan.email, code, newPassword: "another phrase of 2026" };
  expect(codeOf(await post(there.url, ResetPasswordDocument, { input: reset }))).toBe(undefined);

  const verdict = createApp(there.config).administer((founding) => founding.verifyAudit(null));
  expect(await verdict).toMatchObject({ fault: null });
}

test("A-33: rotating all five secrets on two nodes signs nobody out and loses nothing", async () => {
  const before = await start("old");
  rows = await Rows.of(before);
  const kept = await prepare(before);
  await before.stop();
  for (const [one, two] of STEPS) {
    const [here, there] = [await start(one), await start(two)];
    try {
      await goOn(here, there, kept);
      await goOn(there, here, kept);
      await takeEachOthers(here, there, kept);
      await takeEachOthers(there, here, kept);
    } finally {
      await Promise.all([here.stop(), there.stop()]);
    }
  }
}, 300_000);
