import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";
import { documents, landscape } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { SendContactRequestDocument } from "../generated/graphql.js";
import { barriers, row, startWebChat } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let ben: Person;
let group: string;
let withBen: string;
let stop: () => Promise<void>;

const SECTIONS = [
  ...["profile", "privacy", "notifications", "appearance"],
  ...["two-factor", "passkeys", "sessions", "account"],
];
const button = (name: string) => page.getByRole("button", { name, exact: true });

async function moreOf(text: string, item: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole("button", { name: "More actions" }).click();
  if (item) await page.getByRole("menuitem", { name: item }).click();
}

beforeAll(async () => {
  const chat = await startWebChat();
  const { mia } = chat;
  ({ app, page, stop } = chat);
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, mia);
  await send(app, ben, withBen, "Hello, Mia");
  await ask(app, ben, SendContactRequestDocument, { userId: mia.id });
  group = await createGroup(app, mia, [ben], "Allotment");
  await send(app, ben, group, "**Thursday** I can:\n- water\n- weed, see www.example.org");
  await send(app, mia, group, "> water\n\nGood.\n\n```ts\nconst seeds = 12;\n```");
  const picture = await upload(app, ben, { bytes: await landscape() }, "MESSAGE");
  const notes = { bytes: documents["text/plain"]!, name: "notes.txt", type: "text/plain" };
  const file = await upload(app, ben, notes, "MESSAGE");
  await send(app, ben, group, { body: "From today", attachmentIds: [picture.id, file.id] });
}, 300_000);
afterAll(() => stop());

type Open = () => Promise<unknown>;

/** Each begins at the group, and ends with what Escape closes. */
const screens: Readonly<Record<string, Open>> = {
  group: () => row(page, "From today").waitFor(),
  actions: () => row(page, "From today").hover(),
  "menu of a message": () => moreOf("From today", ""),
  "menu of the conversation": () => button("Conversation menu").click(),
  forwarding: () => moreOf("From today", "Forward"),
  "read by": () => moreOf("Good.", "Read by"),
  search: () => button("Search in this conversation").click(),
  details: () => button("Details").click(),
  shortcuts: async () => {
    await row(page, "From today").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  },
  lightbox: async () => {
    await row(page, "From today")
      .getByRole("button", { name: /^Picture/ })
      .click();
    await button("Download")
      .or(page.getByRole("link", { name: "Download" }))
      .waitFor();
  },
  "an answer": async () => {
    await row(page, "From today").hover();
    await row(page, "From today").getByRole("button", { name: "Reply" }).click();
  },
};

const WIDTHS = [390, 820, 1_440] as const;
const SCHEMES = ["light", "dark"] as const;

test.each(WIDTHS.flatMap((width) => SCHEMES.map((scheme) => [width, scheme] as const)))(
  "at %i pixels, %s, no screen has a serious barrier, and none says what it is not",
  async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const found: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      found[name] = await barriers(page);
      await page.screenshot({});
      const text = await page.locator("body").innerText();
      if (/\bdemo|lorem|undefined|NaN\b/i.test(text)) found[name] = [text];
      const sideways = await page.evaluate<number>(
        "document.documentElement.scrollWidth - innerWidth",
      );
      if (sideways > 0) found[name] = [`${sideways} pixels too wide`];
      const cut = await page.evaluate<number>(
        `[...document.querySelectorAll(".bubble")].filter((one) =>
          one.getBoundingClientRect().right > document.querySelector(".timeline").getBoundingClientRect().right).length`,
      );
      if (cut > 0) found[name] = [`${cut} messages are cut off`];
    };
    for (const [name, open] of Object.entries(screens)) {
      await page.goto("about:blank");
      await page.goto(`${app.origin}/#/chats/${group}`);
      await row(page, "From today").waitFor();
      await open();
      await look(name);
    }
    for (const place of [
      "chats",
      "contacts",
      `contacts/${ben.id}`,
      ...SECTIONS.map((one) => `settings/${one}`),
    ]) {
      await page.goto(`${app.origin}/#/${place}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await look(place);
    }
    await page.goto(`${app.origin}/nowhere`);
    await page.getByText("Page not found").waitFor();
    await look("not found");
    expect(Object.entries(found).filter(([, barriers]) => barriers.length > 0)).toEqual([]);
  },
  240_000,
);
