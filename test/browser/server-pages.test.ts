import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { openGraphiql } from "../support/graphiql.js";
import { signUp } from "../support/people.js";
import { barriers } from "../support/web-chat.js";

let app: TestApp;
let browser: Browser;
let close: () => Promise<void>;
beforeAll(async () => {
  app = await startApp();
  await signUp(app, "Ada");
  ({ browser, close } = await launchBrowser());
}, 300_000);
afterAll(async () => {
  await close();
  await app.stop();
});

/** The fonts that came over the network, and the canvas behind all. */
const lookOf = (page: Page): Promise<{ fonts: string[]; canvas: string }> =>
  page.evaluate(`document.fonts.ready.then(() => ({
    fonts: [...new Set([...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family.replaceAll('"', "")))],
    canvas: getComputedStyle(document.body).backgroundColor,
  }))`);

const PAGES = [
  ["/dev/mail", 200, "Your code is"],
  ["/mail/unsubscribe?user=nobody&token=x", 200, "Mails about unread messages"],
  ["/media/6b0e94e5206addd4043dbe81/original?expires=1", 404, "This link leads nowhere"],
  ["/export?key=nothing", 404, "This link leads nowhere"],
] as const;
const CANVAS = { light: "rgb(243, 240, 234)", dark: "rgb(16, 20, 22)" } as const;

test.each(PAGES.flatMap((one) => (["light", "dark"] as const).map((s) => [...one, s] as const)))(
  "%s (%i: %s, %s) has the letters and colours of the chat, and no barrier",
  async (path, status, text, colorScheme) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 700 } });
    const answer = await page.goto(app.origin + path);
    expect(answer?.status()).toBe(status);
    await page.getByText(text).first().waitFor();
    expect(await lookOf(page)).toEqual({ fonts: ["Inter Variable"], canvas: CANVAS[colorScheme] });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  },
);

test("the mailbox shows new mail as it comes, and takes from nobody what they are typing", async () => {
  const page = await browser.newPage();
  await page.goto(`${app.origin}/dev/mail`);
  const { email } = await signUp(app, "Grace");
  await page.getByRole("link", { name: email }).first().waitFor();
  const field = page.getByRole("searchbox", { name: "Mail for" });
  await field.fill("half an addr");
  const later = await signUp(app, "Linus");
  await page.waitForResponse(
    async (answer) =>
      answer.url().endsWith("/dev/mail.json") && (await answer.text()).includes(later.email),
  );
  expect(await field.inputValue()).toBe("half an addr");
  await field.blur();
  await page.getByRole("link", { name: later.email }).first().waitFor();
  await page.close();
});

test("a program that follows such a link is told in its own format", async () => {
  const answer = await fetch(`${app.origin}/export?key=nothing`);
  expect(answer.status).toBe(404);
  const { errors } = (await answer.json()) as {
    errors: readonly { extensions: { code: string } }[];
  };
  expect(errors[0]?.extensions.code).toBe("NOT_FOUND");
});

test("GraphiQL has them as well", async () => {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  await openGraphiql(page, app.url);
  await page.getByText("Confab").first().waitFor();
  const { fonts } = await lookOf(page);
  expect(fonts).toContain("Inter Variable");
  expect(fonts).not.toContain("Roboto");
  const run = `getComputedStyle(document.querySelector(".graphiql-execute-button")).backgroundColor`;
  expect(await page.evaluate(run)).toBe("rgb(11, 117, 101)");
  // What the editor's own menus and links are drawn in.
  const colours = await page.evaluate<string>(
    `getComputedStyle(document.querySelector(".monaco-editor")).getPropertyValue("--vscode-textLink-foreground")`,
  );
  expect(colours).toBe("#0b7363");
  await page.close();
});
