import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { IdentityProvider } from "../../src/platform/config/config.types.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { PASSWORD, signUp } from "../support/people.js";
import { barriers, visit } from "../support/web-chat.js";

type Launched = Awaited<ReturnType<typeof launchBrowser>>;

let launched: Launched;
let shop: Issuer;
const apps: TestApp[] = [];
beforeAll(async () => {
  launched = await launchBrowser();
  shop = await startIssuer();
}, 120_000);
afterAll(async () => {
  await launched.close();
  await Promise.all(apps.map((app) => app.stop()));
  await shop.stop();
});

/** The page of somebody who is to sign in where providers alone sign people in. */
async function signInPage(other: Partial<IdentityProvider>, name: string) {
  const identityProviders = [shop.configured(other)];
  const app = await startApp({ config: { identityProviders, login: "PROVIDERS" } });
  apps.push(app);
  const visitor = await visit(launched.browser, app, name);
  await visitor.page.getByRole("button", { name: "Sign in as an administrator" }).waitFor();
  return { app, ...visitor };
}

test("the page offers the provider's own sign-in, and none of ours", async () => {
  const signInUrl = "https://shop.example.com/chat";
  const { page, complaints } = await signInPage({ signInUrl }, "Lea");
  const link = page.getByRole("link", { name: "Continue with The shop" });
  expect(await link.getAttribute("href")).toBe(signInUrl);
  for (const name of ["Sign in", "Create an account", "Forgot your password?"])
    expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
  expect(await page.getByLabel("Password").count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("where there is no page to sign in at, it says where people come from; administrators have a form", async () => {
  const { app, page } = await signInPage({}, "Max");
  await page.getByText("You sign in to this chat in the app that it belongs to.").waitFor();
  expect(await page.getByRole("link", { name: /Continue with/ }).count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  const root = "root@example.com";
  await app.createSuperAdmin(root, PASSWORD);
  await page.getByRole("button", { name: "Sign in as an administrator" }).click();
  await page.getByLabel("E-mail").fill(root);
  await page.getByLabel("Password").fill(PASSWORD);
  for (const name of ["Create an account", "Forgot your password?"])
    expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Chats" }).waitFor();
});

test("who has a password from before is told whose form it is, and goes back", async () => {
  const { app, page } = await signInPage({ signInUrl: "https://shop.example.com/chat" }, "Ann");
  const before = await startApp({ config: { mongoUri: app.config.mongoUri } });
  apps.push(before);
  const ann = await signUp(before, "Ann");
  await page.getByRole("button", { name: "Sign in as an administrator" }).click();
  await page.getByLabel("E-mail").fill(ann.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").getByText("Only administrators sign in here.").waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("link", { name: "Continue with The shop" }).waitFor();
});
