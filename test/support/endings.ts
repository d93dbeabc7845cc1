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
  RemovePasskeyDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SetRoleDocument,
  SuspendUserDocument,
} from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { addPasskey } from "./authenticator.js";
import { post } from "./graphql.js";
import { tryLogin } from "./logins.js";
import { PASSWORD, readCode, type Person } from "./people.js";
import { backend } from "./services.js";
import { sessionOf } from "./tokens.js";

interface Owner extends Person {
  /** Of the second device, which the owner goes on with. */
  readonly other: string;
}

/** Where it is done, and by which administrator's headers. */
interface Place {
  readonly app: TestApp;
  readonly root: Record<string, string>;
}

/** Ends the session of `token`, on one node, and resolves when that was answered. */
export type Ending = (owner: Owner, place: Place) => Promise<{ errors?: unknown }>;

/** What ends one session. */
export const endingsOfOne: Readonly<Record<string, Ending>> = {
  "the session is revoked": ({ token, other }, { app }) =>
    post(app.url, RevokeSessionDocument, { id: sessionOf(token) }, other),
  "it logs out": ({ token }, { app }) => post(app.url, LogoutDocument, {}, token),
  "an old refresh token comes back": async ({ refreshToken }, { app }) => {
    let newest = refreshToken;
    for (const _ of [1, 2]) {
      const { data } = await post(app.url, RefreshDocument, { refreshToken: newest });
      newest = data.refresh.tokens?.refreshToken ?? "";
    }
    await post(app.url, RefreshDocument, { refreshToken });
    return {};
  },
};

/** What ends whatever was begun before, but for the session that it is done in. */
export const endingsOfAll: Readonly<Record<string, Ending>> = {
  "all other sessions are revoked": ({ other }, { app }) =>
    post(app.url, RevokeOtherSessionsDocument, {}, other),
  "the password is changed": ({ other }, { app }) => {
    const input = { currentPassword: PASSWORD, newPassword: "another phrase of 2026" };
    return post(app.url, ChangePasswordDocument, { input }, other);
  },
  "the password is reset": async ({ email }, { app }) => {
    await post(app.url, RequestPasswordResetDocument, { email });
    const code = await readCode(app, email, /resets your password/);
    const input = { email, code, newPassword: "another phrase of 2026" };
    return post(app.url, ResetPasswordDocument, { input });
  },
  "two-factor login is turned on": async ({ other }, { app }) => (await turnOn(app, other)).answer,
  "two-factor login is turned off": async ({ email, token }, { app }) => {
    const { recoveryCodes } = await turnOn(app, token);
    const [first = "", second = ""] = recoveryCodes;
    const challenge = (await tryLogin(app, email))?.challenge?.token ?? "";
    const input = { token: challenge, method: "RECOVERY_CODE", code: first } as const;
    const { data } = await post(app.url, AnswerChallengeDocument, { input });
    const elsewhere = data.answerChallenge.tokens?.accessToken;
    const proof = { password: PASSWORD, code: second };
    return post(app.url, DisableTwoFactorDocument, proof, elsewhere);
  },
  "a passkey is removed": async ({ other }, { app }) => {
    const { id } = await addPasskey(app, { token: other });
    return post(app.url, RemovePasskeyDocument, { id, password: PASSWORD }, other);
  },
  "the account is suspended": ({ id: userId }, { app, root }) =>
    post(app.url, SuspendUserDocument, { userId, reason: "x" }, undefined, root),
  "the role is changed": ({ id: userId }, { app, root }) =>
    post(app.url, SetRoleDocument, { userId, role: "ADMIN" }, undefined, root),
  "an administrator ends all sessions": ({ id: userId }, { app, root }) =>
    post(app.url, EndUserSessionsDocument, { userId }, undefined, root),
  "the app ends all sessions": async ({ id: userId }, { app }) => {
    const { headers } = await backend(app, ["TOKENS_ISSUE"]);
    return post(app.url, EndUserSessionsDocument, { userId }, undefined, headers);
  },
  "the account is erased": ({ other }, { app }) =>
    post(app.url, DeleteAccountDocument, { password: PASSWORD }, other),
};

async function turnOn({ url }: TestApp, token: string) {
  const begun = await post(url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  return { answer: await post(url, EnableTwoFactorDocument, { code }, token), recoveryCodes };
}
