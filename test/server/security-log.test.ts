import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import { SecurityLog } from "../../src/platform/audit/security-log.js";
import {
  AnswerChallengeDocument,
  BeginTwoFactorDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  SuspendUserDocument,
} from "../generated/graphql.js";
import { NODES, startApp, type TestApp } from "../support/app.js";
import { Collector, post, socketClient, until } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp, type Person } from "../support/people.js";

type Line = Readonly<Record<string, unknown>>;
const lines: Line[] = [];
let app: TestApp;
let ann: Person;
beforeAll(async () => {
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  app = await startApp({ env: { LOG_LEVEL: "info" }, probes: { log } });
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

const events = (): Line[] => lines.filter(({ msg }) => msg === "security event");
const named = (event: string, facts: Line = {}): Line[] =>
  events().filter((line) =>
    Object.entries({ event, ...facts }).every(([name, value]) => line[name] === value),
  );

/** What is done, and the lines that it must leave: all of one request, from one address. */
const acts: Record<string, [() => Promise<unknown>, [string, () => Line][]]> = {
  "a failed login": [
    () => post(app.url, LoginDocument, { input: { email: ann.email, password: "not this one" } }),
    [
      ["LOGIN_FAILED", () => ({ subjectId: ann.id })],
      ["REFUSED", () => ({ errorCode: "INVALID_CREDENTIALS", field: "login" })],
    ],
  ],
  "a login": [() => logIn(app, ann.email), [["LOGIN", () => ({ actorId: ann.id })]]],
  "a code that is asked for": [
    () => post(app.url, RequestPasswordResetDocument, { email: ann.email }),
    [["CODE_ISSUED", () => ({ purpose: "RESET_PASSWORD" })]],
  ],
  "a wrong code": [
    () => {
      const input = { email: ann.email, code: "00000000", newPassword: `${PASSWORD} again` };
      return post(app.url, ResetPasswordDocument, { input });
    },
    [["REFUSED", () => ({ errorCode: "CODE_INVALID", field: "resetPassword" })]],
  ],
  "a refused operation": [
    () => post(app.url, SuspendUserDocument, { userId: ann.id, reason: "x" }, ann.token),
    [
      ["ADMIN_REFUSED", () => ({ actorId: ann.id, userId: ann.id })],
      ["REFUSED", () => ({ errorCode: "FORBIDDEN", field: "suspendUser", userId: ann.id })],
    ],
  ],
  "an operation of nobody": [
    () => post(app.url, 'query { hidden: node(id: "a") { id } }'),
    [["REFUSED", () => ({ errorCode: "UNAUTHENTICATED", field: "node" })]],
  ],
  "an operation over a socket": [
    async () => {
      const client = socketClient(app.url, ann.token);
      const query = `mutation { suspendUser(userId: "${ann.id}", reason: "y") { id } }`;
      for await (const _result of client.iterate({ query }));
      await client.dispose();
    },
    [["REFUSED", () => ({ errorCode: "FORBIDDEN", field: "suspendUser", userId: ann.id })]],
  ],
};

test.each(Object.entries(acts))("%s is a line of the log, with its request", async (_, act) => {
  const [run, wanted] = act;
  const before = new Set(events());
  await run();
  const found = wanted.map(([event, facts]) =>
    named(event, { ...facts(), level: 30, ipAddress: "127.0.0.1" }).find(
      (line) => !before.has(line),
    ),
  );
  expect(found.every(Boolean)).toBe(true);
  const ids = new Set(found.map((line) => line?.["requestId"]));
  expect(ids.size).toBe(1);
  expect([...ids][0]).toMatch(/^[\da-f-]{36}$/);
  for (const { requestId } of before) expect(ids.has(requestId)).toBe(false);
});

test("a second factor leaves lines: when it is asked for, and when it is given", async () => {
  const ben = await signUp(app, "Ben");
  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, ben.token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  await post(app.url, EnableTwoFactorDocument, { code: await generate({ secret }) }, ben.token);
  const input = { email: ben.email, password: PASSWORD };
  const before = named("LOGIN", { subjectId: ben.id }).length;
  const { data } = await post(app.url, LoginDocument, { input });
  const token = data.login.challenge?.token ?? "";
  const wrong = { token, method: "TOTP", code: "000000" } as const;
  await post(app.url, AnswerChallengeDocument, { input: wrong });
  const right = { token, method: "RECOVERY_CODE", code: recoveryCodes[0] ?? "" } as const;
  await post(app.url, AnswerChallengeDocument, { input: right });
  const subjectId = ben.id;
  expect(named("TWO_FACTOR_ENABLED", { subjectId })).toHaveLength(1);
  expect(named("CHALLENGE_ISSUED", { subjectId })).toHaveLength(1);
  const refused = { errorCode: "CODE_INVALID", field: "answerChallenge" };
  expect(named("REFUSED", refused)).toHaveLength(1);
  expect(named("CHALLENGE_ANSWERED", { subjectId, method: "RECOVERY_CODE" })).toHaveLength(1);
  expect(named("LOGIN", { subjectId })).toHaveLength(before + 1);
});

test("a code that is taken is a line, and none of it holds a secret", async () => {
  const cyd = await signUp(app, "Cyd");
  await post(app.url, RequestPasswordResetDocument, { email: cyd.email });
  const code = await readCode(app, cyd.email, /resets your password/);
  const input = { email: cyd.email, code, newPassword: "another phrase of 2026" };
  const used = named("CODE_USED").length;
  await post(app.url, ResetPasswordDocument, { input });
  expect(named("CODE_USED")).toHaveLength(used + 1);
  expect(named("PASSWORD_RESET", { subjectId: cyd.id })).toHaveLength(1);
  const all = JSON.stringify(lines);
  for (const secret of [code, PASSWORD, cyd.email, cyd.token, cyd.refreshToken, ann.email])
    expect(all).not.toContain(secret);
});

test("a limit that was reached is named", async () => {
  const dan = await signUp(app, "Dan");
  for (let tries = 0; tries < 11; tries += 1)
    await post(app.url, RevokeOtherSessionsDocument, { password: "not this one" }, dan.token);
  const facts = { errorCode: "RATE_LIMITED", limit: "confirmation", userId: dan.id };
  expect(named("REFUSED", facts)).toHaveLength(1);
});

test("a flood of refusals does not fill the disk, and says so", async () => {
  for (let tries = 0; tries < 40 * NODES; tries += 1)
    await post(app.url, 'query { node(id: "a") { id } }');
  const told = named("REFUSED", { errorCode: "UNAUTHENTICATED" });
  expect(told.filter(({ othersLeftOut }) => othersLeftOut)).toHaveLength(NODES);
  expect(told.length).toBeLessThanOrEqual(30 * NODES);
});

test("a socket that is not let in is a line", async () => {
  const refused = new Collector({
    url: app.url,
    token: "not a token",
    document: "subscription { messageReceived { id } }",
  });
  await until("it is told", () =>
    Promise.resolve(named("SOCKET_REFUSED", { errorCode: "UNAUTHENTICATED" }).length > 0),
  );
  refused.close();
});

test("many parties together have an end, too", () => {
  let told = 0;
  const log = new SecurityLog({ event: () => void (told += 1), head: () => undefined });
  for (let at = 0; at < 10_000; at += 1)
    log.tell({ event: "REFUSED", ipAddress: `10.0.${at >> 8}.${at & 255}` });
  expect(told).toBe(3_000);
});
