import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { UpdateMembershipDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { box, row, startWebChat } from "../support/web-chat.js";
import { mailedLink } from "../transfer/requested-export.js";

let app: TestApp;
let page: Page;
let mia: Person;
let ben: Person;
let withBen: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ app, page, mia, stop } = await startWebChat());
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, mia);
  await send(app, ben, withBen, "Hello, Mia");
}, 300_000);
afterAll(() => stop());

async function openChat(): Promise<void> {
  await page.goto(`${app.origin}/#/chats/${withBen}`);
  await row(page, "Hello, Mia").waitFor();
}

describe("the emoji picker", () => {
  const picker = () => page.getByRole("dialog", { name: "Emoji" });
  const recent = () => picker().getByRole("group", { name: "Recently used" });
  const openPicker = async (): Promise<void> => {
    await page.getByRole("button", { name: "Insert an emoji" }).click();
    await picker().getByRole("tab").first().waitFor();
  };
  const pick = async (word: string): Promise<void> => {
    await openPicker();
    await picker().getByLabel("Search emoji").fill(word);
    await picker().getByRole("button", { name: word, exact: true }).click();
    await picker().waitFor({ state: "hidden" });
  };
  const holds = (text: string) =>
    until(`the box holds ${text}`, async () => (await box(page).inputValue()) === text);

  test("keeps the skin tone that was chosen, where an emoji has one", async () => {
    await openChat();
    await openPicker();
    await picker().getByLabel("Skin tone").selectOption({ label: "✋🏽" });
    await page.keyboard.press("Escape");
    await page.reload();
    await pick("thumbs up");
    await holds("👍🏽");
    await pick("rocket");
    await holds("👍🏽🚀");
  });

  test("shows what was used last first, each once, and after a reload as well", async () => {
    await pick("thumbs up");
    await page.reload();
    await row(page, "Hello, Mia").waitFor();
    await openPicker();
    expect(await recent().getByRole("button").allInnerTexts()).toEqual(["👍🏽", "🚀"]);
    await recent().getByRole("button").last().click();
    await openPicker();
    expect(await recent().getByRole("button").allInnerTexts()).toEqual(["🚀", "👍🏽"]);
    await page.keyboard.press("Escape");
    await box(page).fill("");
  });
});

describe("a sound", () => {
  /** The tones that were begun since the page was opened. */
  const tones = () => page.evaluate<number>("globalThis.tones");
  const look = (here: boolean) => page.evaluate(`document.hasFocus = () => ${String(here)}`);
  const hear = async (text: string): Promise<number> => {
    const before = await tones();
    await send(app, ben, withBen, text);
    await row(page, text).waitFor();
    return (await tones()) - before;
  };

  test("is not heard unless one wants it, nor where one looks, nor of what is muted", async () => {
    await page.addInitScript(`globalThis.tones = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...args) { globalThis.tones += 1; return start.apply(this, args); };`);
    await openChat();
    await page.reload();
    await row(page, "Hello, Mia").waitFor();
    await look(false);
    expect(await hear("Before it is wanted")).toBe(0);
    await page.goto(`${app.origin}/#/settings/notifications`);
    await page.getByRole("switch", { name: "Play a sound" }).check();
    // As it will sound.
    expect(await tones()).toBe(2);
    await openChat();
    expect(await hear("Looking elsewhere")).toBe(2);
    await look(true);
    expect(await hear("Looking here")).toBe(0);
    await look(false);
    const mutedUntil = new Date(Date.now() + 3_600_000).toISOString();
    await ask(app, mia, UpdateMembershipDocument, {
      ...{ conversationId: withBen, input: { mutedUntil } },
    });
    await page
      .getByRole("complementary", { name: "Conversations" })
      .getByText("Muted", { exact: true })
      .waitFor();
    expect(await hear("Muted")).toBe(0);
  });
});

test("what is kept of one is asked for in the settings, and is mailed", async () => {
  await page.goto(`${app.origin}/#/settings/account`);
  await page.getByRole("button", { name: "Mail me a link to my data" }).click();
  await page
    .getByRole("status")
    .getByText(/^It is (being written|ready)/)
    .waitFor();
  const link = await mailedLink(app, mia);
  await page.reload();
  await page.getByRole("status").getByText("It is ready").waitFor();
  const answer = await fetch(link);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  await answer.body?.cancel();
});
