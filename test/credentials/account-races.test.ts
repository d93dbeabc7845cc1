import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  DeleteAccountDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  EndUserSessionsDocument,
  RefreshDocument,
  SetRoleDocument,
  SuspendUserDocument,
  UnsuspendUserDocument,
  type Role,
} from "../generated/graphql.js";
import { codeOf, post } from "../support/graphql.js";
import { freshToken, survivors, tryLogin } from "../support/logins.js";
import { PASSWORD, signUp, superAdmin } from "../support/people.js";
import { during, RACE_LIMIT_MS, raceRuns } from "../support/race.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

let nodes: NodePair;
let root: Record<string, string>;
beforeAll(async () => {
  nodes = await startNodePair({ env: { SALT_ROUND: "7" } });
});
beforeEach(async () => {
  root = await superAdmin(nodes.here);
});
afterAll(() => nodes.stop());

const RENEWED_EVERY = 25;
/** A long race takes longer than a token lasts. */
const renewRoot = async (run: number): Promise<void> => {
  if (run % RENEWED_EVERY === RENEWED_EVERY - 1) root = await superAdmin(nodes.here);
};

const both = () => [nodes.here, nodes.there] as const;
const logins = (email: string) => (worker: number) =>
  tryLogin(worker % 2 ? nodes.here : nodes.there, email);
const suspend = (userId: string) =>
  post(nodes.here.url, SuspendUserDocument, { userId, reason: "a test" }, undefined, root);
const unsuspend = (userId: string) =>
  post(nodes.here.url, UnsuspendUserDocument, { userId }, undefined, root);
const setRole = (userId: string, role: Role) =>
  post(nodes.here.url, SetRoleDocument, { userId, role }, undefined, root);
/** What did not happen would race with nothing. */
const done = ({ errors }: { readonly errors?: unknown }): void => expect(errors).toBeUndefined();
/** Lets the codes of this minute count again, as they do for whoever waits for the next. */
const forgetSteps = () =>
  nodes.rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });

test(
  "A-72: no login outlives a suspension, neither while it lasts nor after it",
  async () => {
    const { id, email } = await signUp(nodes.here, "Ann");
    for (const run of raceRuns) {
      await renewRoot(run);
      const entered = await during(async () => done(await suspend(id)), logins(email));
      expect(await survivors(entered, both())).toBe(0);
      done(await unsuspend(id));
      expect(await survivors(entered, both())).toBe(0);
    }
  },
  RACE_LIMIT_MS,
);

test("A-72: a suspended account's tokens are not renewed, whatever is left of its session", async () => {
  const ann = await signUp(nodes.here, "Ann");
  const { refreshToken } = ann;
  await nodes.rows
    .collection("users")
    .updateOne({ email: ann.email }, { $set: { suspendedAt: new Date() } });
  const refreshed = await post(nodes.there.url, RefreshDocument, { refreshToken });
  expect(codeOf(refreshed)).toBe("REFRESH_INVALID");
});

test(
  "A-72: no login keeps the rights of a role that was taken away",
  async () => {
    const { id, email } = await signUp(nodes.here, "Ann");
    for (const run of raceRuns) {
      await renewRoot(run);
      done(await setRole(id, "ADMIN"));
      const entered = await during(async () => done(await setRole(id, "USER")), logins(email));
      const asAdmin = entered.filter((login) => login?.tokens?.tokenType === "Admin");
      expect(await survivors(asAdmin, both())).toBe(0);
    }
  },
  RACE_LIMIT_MS,
);

test(
  "A-72: no login outlives the end of the account",
  async () => {
    for (const _ of raceRuns) {
      const { email, token } = await signUp(nodes.here, "Ann");
      const variables = { password: PASSWORD };
      const entered = await during(async () => {
        const { errors } = await post(nodes.here.url, DeleteAccountDocument, variables, token);
        expect(errors).toBeUndefined();
      }, logins(email));
      expect(await survivors(entered, both())).toBe(0);
    }
  },
  RACE_LIMIT_MS,
);

test(
  "A-73: no login without the second factor outlives its being turned on",
  async () => {
    const { email } = await signUp(nodes.here, "Ann");
    for (const _ of raceRuns) {
      const token = await freshToken(nodes.here, email);
      const { url } = nodes.here;
      const begun = await post(url, BeginTwoFactorDocument, { password: PASSWORD }, token);
      const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
      const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
      const code = await generate({ secret });
      const entered = await during(async () => {
        const { errors } = await post(url, EnableTwoFactorDocument, { code }, token);
        expect(errors).toBeUndefined();
      }, logins(email));
      expect(await survivors(entered, both())).toBe(0);
      expect((await tryLogin(nodes.there, email))?.challenge).not.toBeNull();
      const proof = { password: PASSWORD, code: recoveryCodes[0] ?? "" };
      expect((await post(url, DisableTwoFactorDocument, proof, token)).errors).toBeUndefined();
    }
  },
  RACE_LIMIT_MS,
);

test("A-73: what was under way when an administrator ended all sessions ends with them", async () => {
  const { id, email, token, refreshToken } = await signUp(nodes.here, "Ann");
  const begun = await post(nodes.here.url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  const secret = new URL(begun.data.beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  await post(nodes.here.url, EnableTwoFactorDocument, { code }, token);
  await forgetSteps();
  const challenge = (await tryLogin(nodes.there, email))?.challenge?.token ?? "";
  const variables = { userId: id };
  done(await post(nodes.here.url, EndUserSessionsDocument, variables, undefined, root));
  const input = { token: challenge, method: "TOTP", code: await generate({ secret }) } as const;
  const answered = await post(nodes.there.url, AnswerChallengeDocument, { input });
  expect(codeOf(answered)).toBe("CODE_EXPIRED");
  const refreshed = await post(nodes.there.url, RefreshDocument, { refreshToken });
  expect(codeOf(refreshed)).toBe("REFRESH_INVALID");
  await forgetSteps();
  expect((await tryLogin(nodes.here, email))?.challenge).not.toBeNull();
});
