import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { generate } from "otplib";
import type { Browser, Page } from "playwright-core";
import { BeginTwoFactorDocument, EnableTwoFactorDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { ask } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { PASSWORD, readCode } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { barriers, byApi, go, signUpInBrowser, visit, type Visitor } from "../support/web-chat.js";

let app: TestApp;
let rows: Rows;
let browser: Browser;
let visitor: Visitor;
let page: Page;
let close: () => Promise<void>;

const heading = (name: string) => page.getByRole("heading", { name, exact: true });

beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  ({ browser, close } = await launchBrowser());
  visitor = await visit(browser, app, "Mia");
  ({ page } = visitor);
}, 300_000);
afterAll(async () => {
  await close();
  await rows.close();
  await app.stop();
});

test("the sign-in page weighs no more than 130 kB over the network", async () => {
  const weighed = await visit(browser, app, "Nobody");
  const loaded: Promise<number>[] = [];
  weighed.page.on("requestfinished", (request) =>
    loaded.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
        return responseBodySize + responseHeadersSize;
      }),
    ),
  );
  await weighed.page.reload({ waitUntil: "networkidle" });
  const all = await Promise.all(loaded);
  expect(all.length).toBeGreaterThan(4);
  expect(all.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(130_000);
  await weighed.context.close();
});

describe("whoever comes for the first time", () => {
  test("is not welcomed back, and told how good a password is while it is typed", async () => {
    await heading("Sign in").waitFor();
    await page.getByRole("button", { name: "Create an account" }).click();
    const password = page.getByLabel("Password");
    await password.fill("winter");
    await page.getByText("4 more characters").waitFor();
    await password.fill("password123");
    await page.getByText("Begins like one that everybody tries first").waitFor();
    await password.fill(PASSWORD);
    await page.getByText("Good", { exact: true }).waitFor();
    expect(await password.getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "Show what is typed" }).click();
    expect(await password.getAttribute("type")).toBe("text");
    expect(await barriers(page)).toEqual([]);
  });

  test("finds the step with the code again after a reload", async () => {
    await page.getByLabel("Name").fill(visitor.name);
    await page.getByLabel("E-mail").fill(visitor.email);
    await page.getByRole("button", { name: "Continue" }).click();
    await heading("Check your mail").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await page.getByText(visitor.email).waitFor();
    await page.getByLabel("Code").fill(await readCode(app, visitor.email));
    await page.getByRole("button", { name: "Confirm" }).click();
    await heading("Chats").waitFor();
  });

  test("is told what to do, and nothing of what was missed", async () => {
    await heading("No conversations yet").waitFor();
    await heading("Your conversations will be here").waitFor();
    expect(await page.getByRole("main").innerText()).not.toMatch(/away|missed/);
    expect(await barriers(page)).toEqual([]);
  });
});

describe("what was changed and not saved", () => {
  const about = () => page.getByLabel("About you");
  const question = () => page.getByRole("dialog", { name: "Leave without saving?" });
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["another place", () => go(page, "Chats")],
    ["another section", () => page.getByRole("link", { name: "Privacy" }).click()],
    ["the way back", () => page.goBack()],
    ["an address", () => page.evaluate(`void (location.hash = "#/contacts")`)],
  ];
  test.each(ways)("is not lost by %s", async (_way, leave) => {
    await go(page, "Settings");
    await about().fill("I grow tomatoes");
    await leave();
    await question().waitFor();
    await question().getByRole("button", { name: "Stay here" }).click();
    expect(await about().inputValue()).toBe("I grow tomatoes");
    await leave();
    await question().getByRole("button", { name: "Discard the changes" }).click();
    await about().waitFor({ state: "hidden" });
    await go(page, "Chats");
  });

  test("asks nothing once it is saved", async () => {
    await go(page, "Settings");
    await about().fill("I grow tomatoes");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await go(page, "Chats");
    await heading("Chats").waitFor();
  });
});

test("the previews of the three themes do not look alike", async () => {
  await page.goto(`${app.origin}/#/settings/appearance`);
  await page.getByLabel("Dark").waitFor();
  const looks = await page.evaluate<string[]>(
    `[...document.querySelectorAll(".theme-sample")].map((one) => {
      const { backgroundColor, backgroundImage } = getComputedStyle(one);
      return backgroundColor + backgroundImage;
    })`,
  );
  expect(new Set(looks).size).toBe(3);
});

describe("the second factor", () => {
  let secret: string;
  beforeAll(async () => {
    const mia = await byApi(app, visitor);
    const { beginTwoFactor } = await ask(app, mia, BeginTwoFactorDocument, { password: PASSWORD });
    secret = new URL(beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
    await ask(app, mia, EnableTwoFactorDocument, { code: await generate({ secret }) });
    await rows.collection("two_factors").updateMany({}, { $set: { lastStep: null } });
  });

  test("is asked for on the next visit, and a wrong code is not looked for in the mail", async () => {
    // Other sessions end when it is turned on.
    await heading("Welcome back").waitFor();
    await page.getByLabel("E-mail").fill(visitor.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await heading("One more step").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel("Authenticator code").fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("That code is wrong. Enter the one that the app shows now.").waitFor();
  });

  test("is still asked for after a reload", async () => {
    await page.reload();
    await page.getByLabel("Authenticator code").fill(await generate({ secret }));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    await page.reload();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
  });
});

test("whoever has forgotten a password finds the step with the code again, too", async () => {
  const other = await visit(browser, app, "Noa");
  await other.page.getByRole("button", { name: "Forgot your password?" }).click();
  await other.page.getByLabel("E-mail").fill(visitor.email);
  expect(await barriers(other.page)).toEqual([]);
  await other.page.getByRole("button", { name: "Send the code" }).click();
  await other.page.getByLabel("Code").waitFor();
  await other.page.reload();
  await other.page.getByLabel("Code").waitFor();
  expect(await other.page.getByLabel("E-mail").inputValue()).toBe(visitor.email);
  expect(await barriers(other.page)).toEqual([]);
  await other.context.close();
});

test("whoever deletes an account is told that, and not that somebody signed them out", async () => {
  const leo = await visit(browser, app, "Leo");
  await signUpInBrowser(app, leo);
  await leo.page.goto(`${app.origin}/#/settings/account`);
  const form = leo.page.getByRole("form", { name: "Delete your account" });
  await form.getByLabel("Your password").fill(PASSWORD);
  await form.getByRole("button", { name: "Delete my account" }).click();
  await leo.page.getByText("Your account is deleted.").waitFor();
  expect(await leo.page.getByText(/signed out/).count()).toBe(0);
  await until("nothing of it is on the device", () =>
    leo.page.evaluate<boolean>(
      `Object.keys(localStorage).every((key) => !/session|draft/.test(key))`,
    ),
  );
});
