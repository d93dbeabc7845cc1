import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  ChangePasswordDocument,
  DeleteAccountDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  EndUserSessionsDocument,
  LogoutDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SetRoleDocument,
  SuspendUserDocument,
} from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { Intruder } from "../support/intruder.js";
import { tryLogin } from "../support/logins.js";
import { logIn, PASSWORD, readCode, signUp, superAdmin, type Person } from "../support/people.js";
import { RACE_LIMIT_MS, raceRuns } from "../support/race.js";
import { Stalls } from "../support/stalls.js";
import { sessionOf } from "../support/tokens.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

const WITH_REDIS_MS = 1_000;
const WITHOUT_REDIS_MS = 2_000;

let nodes: NodePair;
let root: Record<string, string>;
beforeAll(async () => {
  nodes = await startNodePair();
  root = await superAdmin(nodes.here);
});
afterAll(() => nodes.stop());

interface Owner extends Person {
  /** Of the second device, which the owner goes on with. */
  readonly other: string;
}

/** Each ends the session of `token`, on one node, and resolves when that was answered. */
const acts: Readonly<Record<string, (owner: Owner) => Promise<{ errors?: unknown }>>> = {
  "the session is revoked": ({ token, other }) =>
    post(nodes.here.url, RevokeSessionDocument, { id: sessionOf(token) }, other),
  "all other sessions are": ({ other }) =>
    post(nodes.here.url, RevokeOtherSessionsDocument, {}, other),
  "it logs out": ({ token }) => post(nodes.here.url, LogoutDocument, {}, token),
  "the password is changed": ({ other }) => {
    const input = { currentPassword: PASSWORD, newPassword: "another phrase of 2026" };
    return post(nodes.here.url, ChangePasswordDocument, { input }, other);
  },
  "the password is reset": async ({ email }) => {
    await post(nodes.here.url, RequestPasswordResetDocument, { email });
    const code = await readCode(nodes.here, email, /resets your password/);
    const input = { email, code, newPassword: "another phrase of 2026" };
    return post(nodes.here.url, ResetPasswordDocument, { input });
  },
  "two-factor login is turned on": async ({ other }) => (await turnOn(other)).answer,
  "two-factor login is turned off": async ({ email, token }) => {
    const { recoveryCodes } = await turnOn(token);
    const [first = "", second = ""] = recoveryCodes;
    const challenge = (await tryLogin(nodes.here, email))?.challenge?.token ?? "";
    const input = { token: challenge, method: "RECOVERY_CODE", code: first } as const;
    const { data } = await post(nodes.here.url, AnswerChallengeDocument, { input });
    const elsewhere = data.answerChallenge.tokens?.accessToken;
    const proof = { password: PASSWORD, code: second };
    return post(nodes.here.url, DisableTwoFactorDocument, proof, elsewhere);
  },
  "the account is suspended": ({ id: userId }) =>
    post(nodes.here.url, SuspendUserDocument, { userId, reason: "x" }, undefined, root),
  "the role is changed": ({ id: userId }) =>
    post(nodes.here.url, SetRoleDocument, { userId, role: "ADMIN" }, undefined, root),
  "an administrator ends all sessions": ({ id: userId }) =>
    post(nodes.here.url, EndUserSessionsDocument, { userId }, undefined, root),
  "the account is erased": ({ other }) =>
    post(nodes.here.url, DeleteAccountDocument, { password: PASSWORD }, other),
  "an old refresh token comes back": async ({ refreshToken }) => {
    let newest = refreshToken;
    for (const _ of [1, 2]) {
      const { data } = await post(nodes.here.url, RefreshDocument, { refreshToken: newest });
      newest = data.refresh.tokens?.refreshToken ?? "";
    }
    await post(nodes.here.url, RefreshDocument, { refreshToken });
    return {};
  },
};

async function turnOn(token: string) {
  const begun = await post(nodes.here.url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  return {
    answer: await post(nodes.here.url, EnableTwoFactorDocument, { code }, token),
    recoveryCodes,
  };
}

/** How long after now it is let in, less what the machine kept all of this from running. */
async function afterwards(intruder: Intruder): Promise<number> {
  const answered = performance.now();
  const stalls = new Stalls();
  await intruder.out;
  return Math.max(...Object.values(intruder.since(answered))) - stalls.stop();
}

async function lastIn(act: (owner: Owner) => Promise<{ errors?: unknown }>): Promise<number> {
  const ann = await signUp(nodes.here, "Ann");
  const owner = { ...ann, other: (await logIn(nodes.here, ann.email)).token };
  const intruder = await Intruder.enter(nodes.there, ann.token);
  const answer = await act(owner);
  expect(answer.errors).toBeUndefined();
  return afterwards(intruder);
}

test.each(Object.entries(acts))(
  "A-76: nobody is let in on the other node a second after %s",
  async (_, act) => {
    expect(await lastIn(act)).toBeLessThan(WITH_REDIS_MS);
  },
);

test(
  "A-76: nor where the token is used without a pause",
  async () => {
    for (const _ of raceRuns)
      expect(await lastIn(acts["the session is revoked"] as never)).toBeLessThan(WITH_REDIS_MS);
  },
  RACE_LIMIT_MS,
);

test("A-76: a node whose Redis alone is away tells the others", async () => {
  const { database } = nodes;
  const deaf = await startApp({ database, env: { REDIS_URL: "redis://127.0.0.1:1" } });
  try {
    const ann = await signUp(nodes.here, "Ann");
    const intruder = await Intruder.enter(nodes.there, ann.token);
    const id = sessionOf(ann.token);
    const { token } = await logIn(deaf, ann.email);
    await post(deaf.url, RevokeSessionDocument, { id }, token);
    expect(await afterwards(intruder)).toBeLessThan(WITHOUT_REDIS_MS);
  } finally {
    await deaf.stop();
  }
});

test(
  "A-76: with Redis killed nobody is let in on the other node two seconds after any of it",
  async () => {
    await nodes.redis.kill();
    try {
      for (const act of Object.values(acts))
        expect(await lastIn(act)).toBeLessThan(WITHOUT_REDIS_MS);
      for (const _ of raceRuns)
        expect(await lastIn(acts["the session is revoked"] as never)).toBeLessThan(
          WITHOUT_REDIS_MS,
        );
    } finally {
      await nodes.redis.restart();
    }
  },
  RACE_LIMIT_MS + 60_000,
);
