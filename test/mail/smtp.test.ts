import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createSmtpMailer } from "../../src/adapters/smtp-mailer.js";
import { SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { dumpDatabase } from "../support/dump.js";
import { post, until } from "../support/graphql.js";
import { PASSWORD } from "../support/people.js";
import { SmtpSink, type SinkMode } from "../support/smtp.js";

let sink: SmtpSink;
let app: TestApp;

beforeAll(async () => {
  sink = await SmtpSink.start();
  app = await startApp({ env: { SMTP_URL: sink.url, EMAIL_SENDER: "confab@example.com" } });
});
beforeEach(() => {
  sink.mode = "accept";
  sink.tries = 0;
  sink.mails.length = 0;
  ann = newAddress();
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});

let ann: string;
const newAddress = (): string => `${randomUUID()}@example.com`;
const signUp = (email: string, name = "Ann") =>
  post(app.url, SignupDocument, { input: { name, email, password: PASSWORD } });
const arrived = (email: string): Promise<void> =>
  until("the mail arrives", () => sink.to(email).length > 0);

/** Sent after all others were settled: whatever was to come twice has come. */
async function nothingElseComes(email: string): Promise<void> {
  const last = newAddress();
  await signUp(last);
  await arrived(last);
  expect(sink.to(email)).toHaveLength(1);
}

test("a code arrives once, at one address, as text and HTML", async () => {
  await signUp(ann);
  await arrived(ann);
  const [mail] = sink.mails;
  expect(mail?.recipients).toEqual([ann]);
  expect(mail?.parsed.from?.value).toMatchObject([{ address: "confab@example.com" }]);
  const [code] = /\d{8}/.exec(mail?.parsed.subject ?? "") ?? [];
  expect(mail?.parsed.text).toContain(`Your code is ${code}.`);
  expect(mail?.parsed.html).toContain(`Your code is ${code}.`);
  expect(mail?.parsed.messageId).toMatch(/^<[0-9a-f]{24}@confab>$/);
  await nothingElseComes(ann);
});

test.each<SinkMode>(["busy", "disconnect", "slow"])(
  "a server that is %s gets the mail in the end, once",
  async (mode) => {
    sink.mode = mode;
    await signUp(ann);
    await until("it was tried", () => sink.tries > 0);
    sink.mode = "accept";
    await arrived(ann);
    await nothingElseComes(ann);
  },
);

test.each<SinkMode>(["refuse", "refuseSender"])(
  "a mail that the server will never take is given up (%s)",
  async (mode) => {
    sink.mode = mode;
    await signUp(ann);
    await until("it is dead", async () =>
      (await dumpDatabase(app.config.mongoUri)).includes("DEAD"),
    );
    sink.mode = "accept";
    const bob = newAddress();
    await signUp(bob);
    await arrived(bob);
    expect(sink.to(ann)).toEqual([]);
  },
);

test("with the server down sign-up goes on, and the mail follows when it is back", async () => {
  await sink.stop();
  expect((await signUp(ann)).errors).toBeUndefined();
  const failed = /"state":"WAITING"[^}]*"attempts":1[^}]*"lastError":"E/;
  await until("it was tried", async () => failed.test(await dumpDatabase(app.config.mongoUri)));
  sink = await SmtpSink.start(sink.port);
  await arrived(ann);
  await nothingElseComes(ann);
});

test("what was not sent when the process ended is sent by the next one, once", async () => {
  sink.mode = "busy";
  await signUp(ann);
  await app.restart();
  expect(sink.mails).toEqual([]);
  sink.mode = "accept";
  await arrived(ann);
  await nothingElseComes(ann);
});

test("a copy of the database shows no code, neither before nor after the mail was sent", async () => {
  sink.mode = "busy";
  await signUp(ann);
  await until("it was tried", () => sink.tries > 0);
  const waiting = await dumpDatabase(app.config.mongoUri);
  sink.mode = "accept";
  await arrived(ann);
  await until("it is noted", async () =>
    (await dumpDatabase(app.config.mongoUri)).includes("SENT"),
  );
  const sent = await dumpDatabase(app.config.mongoUri);
  const [code = "none"] = /\d{8}/.exec(sink.mails[0]?.parsed.subject ?? "") ?? [];
  expect(waiting).toContain("WAITING");
  for (const dump of [waiting, sent]) expect(dump).not.toContain(code);
});

test("a mail that can be unsubscribed from says so to mail programs (RFC 8058)", async () => {
  const mailer = createSmtpMailer({ url: sink.url, from: "confab@example.com" });
  const unsubscribeUrl = "https://chat.example/mail/unsubscribe?user=1&token=2";
  await mailer.send({ to: ann, subject: "Unread", text: "text", unsubscribeUrl });
  mailer.stop();
  const [mail] = sink.to(ann);
  const headers = mail?.raw.split("\r\n\r\n")[0]?.replace(/\r\n\s+/g, " ");
  expect(headers).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
  expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
});

test("A-57 what could add a recipient is no address", async () => {
  const addresses = [
    "a@example.com, evil@example.com",
    "a@example.com\r\nBcc: evil@example.com",
    "group: a@example.com, evil@example.com;",
    '"a@evil.example"@example.com',
    "Ann <a@example.com>",
    "\u212Aate@example.com",
    `${"a".repeat(320)}@example.com`,
  ];
  for (const email of addresses) {
    const { errors } = await signUp(email);
    expect([email, errors?.[0]?.extensions.code]).toEqual([email, "BAD_USER_INPUT"]);
  }
  await signUp(ann);
  await arrived(ann);
  expect(sink.mails.map(({ recipients }) => recipients)).toEqual([[ann]]);
});
