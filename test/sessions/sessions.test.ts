import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ChangePasswordDocument,
  LogoutDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SessionsDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post, until } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const refresh = (refreshToken: string) => post(app.url, RefreshDocument, { refreshToken });
const sessionsOf = async (token: string) =>
  (await post(app.url, SessionsDocument, {}, token)).data.viewer?.sessions ?? [];
const isIn = async (token: string) =>
  !!(await post(app.url, ViewerDocument, {}, token)).data?.viewer;

/** At once on the node that ended the session; within the second that is promised on another. */
async function expectOut(token: string): Promise<void> {
  const endsAt = performance.now() + (process.env["TEST_NODES"] === "2" ? 1_000 : 0);
  // Twice, for requests go to the nodes in turn.
  while (((await isIn(token)) || (await isIn(token))) && performance.now() < endsAt);
  expect(await isIn(token)).toBe(false);
}

test("A-31: 50 refreshes at once have one successor", async () => {
  const ann = await signUp(app, "Ann");
  const all = await Promise.all(Array.from({ length: 50 }, () => refresh(ann.refreshToken)));
  const successors = new Set(all.map(({ data }) => data.refresh.tokens?.refreshToken));
  expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  expect(successors.size).toBe(1);
  const [session] = await rows
    .collection("sessions")
    .find({ userId: { $exists: true } })
    .toArray();
  expect(JSON.stringify(session)).not.toContain(ann.refreshToken);
});

test("A-31: the token before the last ends the session, tells its owner and leaves a row", async () => {
  const ann = await signUp(app, "Ann");
  const first = (await refresh(ann.refreshToken)).data.refresh.tokens;
  const second = (await refresh(first?.refreshToken ?? "")).data.refresh.tokens;
  expect(await isIn(second?.accessToken ?? "")).toBe(true);
  const stolen = await refresh(ann.refreshToken);
  expect(stolen.errors?.[0]?.extensions.code).toBe("REFRESH_REUSED");
  await expectOut(second?.accessToken ?? "");
  const dead = await refresh(second?.refreshToken ?? "");
  expect(dead.errors?.[0]?.extensions.code).toBe("REFRESH_INVALID");
  await until("the owner was told", async () => {
    const [mail] = await app.inbox(ann.email);
    return mail?.subject === "A session was ended for your safety";
  });
  await until("the audit has it", async () => {
    const found = await rows.collection("audit").findOne({ event: "REFRESH_REUSED" });
    return found !== null;
  });
});

test("A-31: the previous token is answered again for ten seconds, then it is reuse", async () => {
  const ann = await signUp(app, "Ann");
  const answer = await refresh(ann.refreshToken);
  const again = await refresh(ann.refreshToken);
  expect(again.data.refresh.tokens?.refreshToken).toBe(answer.data.refresh.tokens?.refreshToken);
  await rows.age("sessions", 11_000);
  const late = await refresh(ann.refreshToken);
  expect(late.errors?.[0]?.extensions.code).toBe("REFRESH_REUSED");
});

test("a session slides with use and ends thirty days after the last", async () => {
  const ann = await signUp(app, "Ann");
  await rows.age("sessions", 31 * 86_400_000);
  expect((await refresh(ann.refreshToken)).errors?.[0]?.extensions.code).toBe("REFRESH_INVALID");
});

test("A-37: every login is a session of its own, listed to its owner alone", async () => {
  const ann = await signUp(app, "Ann");
  const bob = await signUp(app, "Bob");
  const phone = await logIn(app, ann.email, { device: "Phone" });
  const list = await sessionsOf(phone.token);
  expect(list).toHaveLength(2);
  expect(new Set(list.map(({ id }) => id)).size).toBe(2);
  expect(list.find(({ isCurrent }) => isCurrent)).toMatchObject({
    device: "Phone",
    ipAddress: "127.0.0.1",
  });
  const [other] = list.filter(({ isCurrent }) => !isCurrent);
  const id = other?.id ?? "";
  const theft = await post(app.url, RevokeSessionDocument, { id }, bob.token);
  expect(theft.errors?.[0]?.extensions.code).toBe("NOT_FOUND");
  expect(await isIn(ann.token)).toBe(true);
  const revoked = await post(app.url, RevokeSessionDocument, { id }, phone.token);
  expect(revoked.data.revokeSession).toBe(true);
  await expectOut(ann.token);
  expect(await isIn(phone.token)).toBe(true);
});

test("revokeOtherSessions leaves the one that asks, logout ends it", async () => {
  const ann = await signUp(app, "Ann");
  const [phone, tablet] = [await logIn(app, ann.email), await logIn(app, ann.email)];
  await post(app.url, RevokeOtherSessionsDocument, {}, phone.token);
  expect([await isIn(ann.token), await isIn(phone.token), await isIn(tablet.token)]).toEqual([
    false,
    true,
    false,
  ]);
  await post(app.url, LogoutDocument, {}, phone.token);
  await expectOut(phone.token);
  expect((await refresh(phone.refreshToken)).errors?.[0]?.extensions.code).toBe("REFRESH_INVALID");
});

test("there are at most 20 sessions: the one used longest ago makes room", async () => {
  const ann = await signUp(app, "Ann");
  let last = { token: "" };
  for (let i = 0; i < 21; i += 1) last = await logIn(app, ann.email);
  expect(await sessionsOf(last.token)).toHaveLength(20);
  await expectOut(ann.token);
});

test("A-34: a changed password ends other sessions, kills old refresh tokens and is mailed", async () => {
  const ann = await signUp(app, "Ann");
  const other = await logIn(app, ann.email);
  const change = (currentPassword: string, newPassword: string) =>
    post(app.url, ChangePasswordDocument, { input: { currentPassword, newPassword } }, ann.token);
  const refused = await change("not the password", "a brand new phrase 31");
  expect(refused.errors?.[0]?.extensions.code).toBe("INVALID_CREDENTIALS");
  expect(await isIn(other.token)).toBe(true);
  const changed = await change(PASSWORD, "a brand new phrase 31");
  const tokens = changed.data.changePassword.tokens;
  await expectOut(other.token);
  expect(await isIn(ann.token)).toBe(true);
  expect((await refresh(tokens?.refreshToken ?? "")).errors).toBeUndefined();
  expect((await refresh(ann.refreshToken)).errors?.[0]?.extensions.code).toBe("REFRESH_REUSED");
  await until("the change was mailed", async () =>
    (await app.inbox(ann.email)).some(({ subject }) => subject === "Your password was changed"),
  );
});

test("A-34: a reset password ends every session and signs nobody in", async () => {
  const ann = await signUp(app, "Ann");
  await post(app.url, RequestPasswordResetDocument, { email: ann.email });
  const code = await readCode(app, ann.email, /resets your password/);
  const newPassword = "a reset phrase of 2026";
  const weak = { email: ann.email, code, newPassword: "password12" };
  const refused = await post(app.url, ResetPasswordDocument, { input: weak });
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    code: "WEAK_PASSWORD",
    field: "input.newPassword",
  });
  const input = { email: ann.email, code, newPassword };
  expect((await post(app.url, ResetPasswordDocument, { input })).data.resetPassword).toBe(true);
  await expectOut(ann.token);
  expect(await isIn((await logIn(app, ann.email, { password: newPassword })).token)).toBe(true);
});
