import axe from "axe-core";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { startApp, type TestApp } from "./app.js";
import { launchBrowser } from "./browser.js";
import { post } from "./graphql.js";
import { logIn, PASSWORD, readCode, type Person } from "./people.js";
import { ViewerDocument } from "../generated/graphql.js";

/** Somebody in front of a browser of their own. */
export interface Visitor {
  readonly name: string;
  readonly email: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page raised, and what it logged as an error. */
  readonly complaints: string[];
}

export async function visit(
  browser: Browser,
  app: TestApp,
  name: string,
  serviceWorkers: "block" | "allow" = "block",
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1_280, height: 800 },
    locale: "en-GB",
    reducedMotion: "reduce",
    // One would answer before what a test puts in the way.
    serviceWorkers,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  await page.goto(app.origin);
  return { name, email: `${name.toLowerCase()}@example.com`, context, page, complaints };
}

/** From the sign-in page to the chats, with the code from the mailbox. */
export async function signUpInBrowser(app: TestApp, { name, email, page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Continue" }).click();
  const code = await readCode(app, email);
  await page.getByLabel("Code").focus();
  // As it is pasted from the mail.
  await page.keyboard.insertText(`Your code is ${code.slice(0, 4)} ${code.slice(4)}.`);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: "Chats" }).waitFor();
}

/** A server, and somebody who has signed up there in a browser. */
export interface WebChat {
  readonly app: TestApp;
  readonly browser: Browser;
  readonly page: Page;
  /** The same account from another client. */
  readonly mia: Person;
  readonly stop: () => Promise<void>;
}

export async function startWebChat(): Promise<WebChat> {
  const app = await startApp();
  const { browser, close } = await launchBrowser();
  const visitor = await visit(browser, app, "Mia");
  // It was never here: nobody is welcomed back.
  await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signUpInBrowser(app, visitor);
  const stop = async (): Promise<void> => {
    await close();
    await app.stop();
  };
  return { app, browser, page: visitor.page, mia: await byApi(app, visitor), stop };
}

/** A further device of somebody, signed in. */
export async function deviceOf(
  browser: Browser,
  app: TestApp,
  person: Person,
  /** Done before it goes anywhere. */
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1_280, height: 800 }, locale: "en-GB", reducedMotion: "reduce" },
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(15_000);
  const inTenMinutes = Date.now() + 600_000;
  const session = {
    ...{ accessToken: person.token, refreshToken: person.refreshToken, tokenType: "Bearer" },
    accessTokenExpiresAt: new Date(inTenMinutes).toISOString(),
    refreshTokenExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    expiresAtLocalMs: inTenMinutes,
  };
  const kept = JSON.stringify(JSON.stringify(session));
  await context.addInitScript(`localStorage.setItem("confab:session", ${kept})`);
  const page = await context.newPage();
  await prepare(page);
  await page.goto(app.origin);
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  return page;
}

/** Chooses from a list of the page's own. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** Where messages are written. */
export function box(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message" });
}

/** Messages that say so. */
export function row(page: Page, text: string): Locator {
  return timeline(page).getByRole("article").filter({ hasText: text });
}

/** Entries of the list of conversations. */
export function listed(page: Page, name = ""): Locator {
  return page
    .getByRole("complementary", { name: "Conversations" })
    .getByRole("link", { name: new RegExp(`^${name}`) });
}

/** The same account from another client. */
export async function byApi(app: TestApp, { name, email }: Visitor): Promise<Person> {
  const tokens = await logIn(app, email);
  const { data } = await post(app.url, ViewerDocument, {}, tokens.token);
  return { id: data.viewer?.user.id ?? "", name, email, ...tokens };
}

export async function go(page: Page, pane: "Chats" | "Contacts" | "Settings"): Promise<void> {
  const rail = page.getByRole("navigation", { name: "Main" });
  await rail.getByRole("link", { name: new RegExp(`^${pane}`) }).click();
}

export async function write(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press("Enter");
}

export function timeline(page: Page): Locator {
  return page.getByRole("log");
}

/** The texts of all messages that are loaded, oldest first: what is out of view is not on the page. */
export async function historyOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(async () => {
    const box = document.querySelector(".timeline");
    const frames = async () => { for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame); };
    const busy = () => box.getAttribute("aria-busy") === "true";
    do { box.scrollTop = 0; await frames(); } while (busy() || box.scrollTop > 0);
    const found = new Map();
    for (let last = -1; box.scrollTop !== last; await frames()) {
      for (const slot of box.querySelectorAll("[data-index]")) {
        const text = slot.querySelector(".message-text");
        if (text) found.set(Number(slot.dataset.index), text.innerText);
      }
      last = box.scrollTop;
      box.scrollTop += box.clientHeight * 0.8;
    }
    return [...found].sort(([a], [b]) => a - b).map(([, text]) => text);
  })()`);
}

/** The texts of the messages that are drawn, oldest first. */
export function textsOf(page: Page): Promise<string[]> {
  return timeline(page).locator(".message-text").allInnerTexts();
}

/** What axe-core finds serious or critical in the page as it is now, one line for each. */
export async function barriers(page: Page): Promise<string[]> {
  await settled(page);
  // By the debugger, as the page's content security policy forbids a script of another's.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** The colours of a transition are nobody's choice. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    `new Promise(requestAnimationFrame)
      .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
      .then(() => new Promise(requestAnimationFrame))
      .then(() => null)`,
  );
}
