import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { createLogger } from "../../src/adapters/logger.js";
import {
  ChangePasswordDocument,
  LoginDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignupDocument,
  UpdateProfileDocument,
} from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { startDatabase } from "../support/database.js";
import { Collector, post, until } from "../support/graphql.js";
import { PASSWORD, readCode, signUp } from "../support/people.js";

function sink(): { lines: string[]; write(line: string): void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

test("A-47: no secret that goes through the API is in the log, whatever fails", async () => {
  const log = sink();
  const database = await startDatabase();
  const env = { MONGO_DB_URI: database.uri, LOG_LEVEL: "trace" };
  const app = await startApp({ env, probes: { log } });
  const canary = (): string => `canary-${randomUUID()}`;
  const secrets: string[] = [];
  const secret = (value: string): string => {
    secrets.push(value);
    return value;
  };
  try {
    const ann = await signUp(app, "Ann");
    const bob = await signUp(app, "Bob");
    secrets.push(PASSWORD, ann.token, ann.refreshToken, bob.token, bob.refreshToken, ann.email);
    const id = await openDirect(app, ann, bob);
    const collector = new Collector({
      url: app.url,
      token: bob.token,
      document: "subscription { messageReceived { body } }",
    });
    await until("listening", () => app.open().audiences === 1);
    await send(app, ann, id, secret(canary()));
    await until("delivered", () => collector.items.length === 1);
    const phone = secret("+4915112345678");
    await post(app.url, UpdateProfileDocument, { input: { phone } }, ann.token);
    await post(app.url, LoginDocument, { input: { email: ann.email, password: secret(canary()) } });
    await post(app.url, RefreshDocument, { refreshToken: secret(canary()) });
    await post(app.url, "{ viewer { id } }", {}, secret(canary()));
    await fetch(`${app.origin}/media/${secret(canary())}?token=${secret(canary())}`);
    const unknown = await post(app.url, `{ ${secret("canaryField")} }`);
    expect(unknown.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    await post(app.url, RequestPasswordResetDocument, { email: ann.email });
    const code = secret(await readCode(app, ann.email));
    const reset = { email: ann.email, code, newPassword: secret(`${canary()} long enough`) };
    await post(app.url, ResetPasswordDocument, { input: reset });
    const change = { currentPassword: secret(canary()), newPassword: secret(canary()) };
    await post(app.url, ChangePasswordDocument, { input: change }, bob.token);
    // What the database is busy with when it goes away is what its errors would tell.
    await database.kill();
    const email = secret(`${canary()}@example.com`);
    const lost = { input: { name: "Cid", email, password: secret(canary()) } };
    expect((await post(app.url, SignupDocument, lost)).errors).toHaveLength(1);
    await post(app.url, LoginDocument, { input: { email, password: secret(canary()) } });
    collector.close();
  } finally {
    await app.stop();
    await database.stop();
  }
  const whole = log.lines.join("");
  expect(whole).toContain('"route":"/graphql"');
  expect(whole).toContain('"msg":"request failed"');
  const { realms } = app.config;
  secrets.push(...realms.user.accessSecrets, ...realms.admin.refreshSecrets);
  expect(secrets.filter((one) => whole.includes(one))).toEqual([]);
});

test("A-46: an event is one line of JSON, whatever was put into it", () => {
  const destination = sink();
  const { lines } = destination;
  const logger = createLogger("info", destination);
  logger.warn(
    { err: new Error(`\r\n{"level":60,"msg":"forged"}\u001b[2J${"x".repeat(10_000_000)}`) },
    "a",
  );
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  for (const control of ["\r", "\n", "\u001b"]) expect(line.trimEnd()).not.toContain(control);
  expect(line.length).toBeLessThan(5_000);
  expect(JSON.parse(line)).toMatchObject({ level: 40, msg: "a" });
});

test("A-47: errors are logged without the data that they carry", () => {
  const destination = sink();
  const { lines } = destination;
  const logger = createLogger("info", destination);
  const clash = Object.assign(new Error('E11000 dup key: { email: "ann@example.com" }'), {
    code: 11_000,
    keyValue: { email: "ann@example.com" },
  });
  logger.error({ err: clash }, "clash");
  logger.error({ err: new Error("mongodb://root:hunter2@db/ is away") }, "away");
  logger.error({ err: new Error("550 <bob@example.com> unknown") }, "refused");
  logger.error({ err: { password: "hunter2" }, input: { password: "hunter2" } }, "thrown");
  expect(lines.join("")).not.toMatch(/ann@|hunter2|bob@/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ err: { type: "Error", errorCode: 11_000 } });
});
