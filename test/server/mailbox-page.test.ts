import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { post } from "../support/graphql.js";
import { PASSWORD, readCode } from "../support/people.js";
import { page, type ShownMail } from "../../src/edge/server/mailbox-page.js";

let app: TestApp;
let browser: Browser;
let close: () => Promise<void>;
beforeAll(async () => {
  app = await startApp();
  const launched = await launchBrowser();
  [browser, close] = [launched.browser, () => launched.close()];
});
afterAll(async () => {
  await close();
  await app.stop();
});

const mail = (to: string, subject: string, text: string): ShownMail => ({
  ...{ to, subject, text },
  receivedAt: "2030-01-31T12:00:00.000Z",
});

test("the mailbox of an address is found whatever its case", async () => {
  const email = "Mixed.Case@example.com";
  await post(app.url, SignupDocument, { input: { name: "Mia", email, password: PASSWORD } });
  const code = await readCode(app, email.toLowerCase());
  for (const to of [email, email.toLowerCase(), ` ${email.toUpperCase()} `]) {
    const answer = await fetch(`${app.origin}/dev/mail.json?to=${encodeURIComponent(to)}`);
    const mails = (await answer.json()) as ShownMail[];
    expect(mails.map(({ text }) => text.includes(code))).toEqual([true]);
  }
  const shown = await (await fetch(`${app.origin}/dev/mail?to=nobody@example.com`)).text();
  expect(shown).toContain("No mail for nobody@example.com");
  expect(shown).not.toContain(code);
});

test("the newest code of each address comes before forty digests, and only links are links", () => {
  const digests = Array.from({ length: 40 }, (_, i) =>
    mail("ann@example.com", `Unread: room ${i}`, `See https://chat.example/u?a=1&b=${i}. Bye`),
  );
  const html = page(
    [
      ...digests,
      mail("ann@example.com", "12345678 is your code", "Your code is 12345678."),
      mail("ann@example.com", "old", "Your code is 11111111."),
      mail("bob@example.com", "x", "javascript:alert(1) <img src=x onerror=alert(1)>"),
    ],
    undefined,
  );
  const [before = ""] = html.split("All mail");
  expect(before).toContain("<output>1234 5678</output>");
  expect(before).not.toContain("1111 1111");
  expect(html).toContain('href="https://chat.example/u?a=1&#38;b=0"');
  expect(html).not.toContain("<img src=x");
  expect(html).not.toContain('href="javascript');
});

test("nothing of it is wider than a phone", async () => {
  const long = "x".repeat(400);
  const view = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await view.setContent(
    page([mail("ann@example.com", long, `https://a.example/${long}`)], undefined),
  );
  const width = await view.evaluate("document.documentElement.scrollWidth");
  expect(width).toBe(320);
  await view.close();
});
