import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import type { TestApp } from "../support/app.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { barriers, box, row, startWebChat, timeline } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let mia: Person;
let ben: Person;
let withBen: string;
let stop: () => Promise<void>;

const focused = (): Promise<string> =>
  page.evaluate(
    `(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent)`,
  );
const hasFocus = (label: string | RegExp): Promise<void> =>
  until(`${String(label)} has the focus`, async () =>
    new RegExp(label).test((await focused()) ?? ""),
  );

/** Whether somebody is in front of the page: what they see is read. */
const look = (looking: boolean): Promise<void> =>
  page.evaluate(
    `(document.hasFocus = () => ${looking}, window.dispatchEvent(new Event("focus")), undefined)`,
  );

beforeAll(async () => {
  ({ app, page, mia, stop } = await startWebChat());
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, mia);
  for (const body of ["The first", "The second", "The third"]) await send(app, ben, withBen, body);
  await send(app, ben, await createGroup(app, ben, [mia], "Garden"), "Who waters today?");
  await page.goto(`${app.origin}/#/chats/${withBen}`);
  await row(page, "The third").waitFor();
}, 300_000);
afterAll(() => stop());

describe("the focus goes back to where it was", () => {
  test.each([
    ["New conversation", "dialog"],
    ["Details", "complementary"],
    ["Conversation menu", "menu"],
    ["Insert an emoji", "dialog"],
  ] as const)("from what %s opens", async (button, role) => {
    const opener = page.getByRole("button", { name: button, exact: true });
    await opener.focus();
    await page.keyboard.press("Enter");
    const opened = page.getByRole(role, role === "complementary" ? { name: button } : {});
    await opened.and(page.locator(":focus, :has(:focus)")).waitFor();
    await page.keyboard.press("Escape");
    await hasFocus(button === "Insert an emoji" ? "^Message$" : `^${button}$`);
  });

  test("though the item that had it goes away, as it is read meanwhile", async () => {
    await look(false);
    await send(app, ben, withBen, "Number four");
    await row(page, "Number four").waitFor();
    const opener = page.getByRole("button", { name: "Conversation menu", exact: true });
    await opener.press("Enter");
    await hasFocus("Mark as read");
    await look(true);
    await page.getByRole("menuitem", { name: "Mark as read" }).waitFor({ state: "detached" });
    await hasFocus("Mute for 8 hours");
    await page.keyboard.press("Escape");
    await hasFocus("^Conversation menu$");
  });

  test("from the menu of a message, and from what was opened by it", async () => {
    await row(page, "The third").focus();
    await page.keyboard.press("Tab");
    await row(page, "The third").getByRole("button", { name: "More actions" }).press("Enter");
    await page.getByRole("menu").waitFor();
    await hasFocus("Copy text");
    await page.keyboard.press("Escape");
    await hasFocus("^More actions$");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Forward" }).press("Enter");
    await page.getByRole("dialog", { name: "Forward to" }).waitFor();
    await page.keyboard.press("Escape");
    await hasFocus(/^More actions$|^Message$/);
  });

  test("after a reaction, to the button that offered it", async () => {
    await row(page, "The second").focus();
    await row(page, "The second").getByRole("button", { name: "More reactions" }).press("Enter");
    await page.getByLabel("Search emoji").fill("rocket");
    await page.getByRole("button", { name: "rocket", exact: true }).press("Enter");
    await row(page, "The second").getByRole("button", { name: "🚀, 1" }).waitFor();
    await hasFocus("^More reactions$");
  });
});

test("arrows go from message to message, and Tab to what can be done with one", async () => {
  await row(page, "The third").focus();
  await page.keyboard.press("ArrowUp");
  await hasFocus(/^Ben, .*The second$/);
  await page.keyboard.press("ArrowUp");
  await hasFocus(/^Ben, .*The first$/);
  await page.keyboard.press("Tab");
  await hasFocus(/^React with/);
  await row(page, "The first").focus();
  await page.keyboard.press("ArrowDown");
  await hasFocus(/^Ben, .*The second$/);
});

test("Ctrl+K goes to a conversation by its name, and Enter is the input method's first", async () => {
  await page.keyboard.press("Control+k");
  const name = page.getByRole("combobox", { name: "Name of a conversation" });
  await name.fill("gard");
  await page.evaluate(
    `document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
      { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }))`,
  );
  expect(await page.getByRole("heading", { name: "Ben" }).count()).toBe(1);
  await name.press("Enter");
  await page.getByRole("heading", { name: "Garden" }).waitFor();
  await page.goto(`${app.origin}/#/chats/${withBen}`);
  await row(page, "The third").waitFor();
});

test("a question mark shows what the keyboard does, and is a question mark in a text", async () => {
  await box(page).focus();
  await page.keyboard.press("?");
  expect(await box(page).inputValue()).toBe("?");
  await box(page).fill("");
  await row(page, "The third").focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
});

test("a search in a conversation goes from the newest that has it to older ones", async () => {
  await page.getByRole("button", { name: "Search in this conversation" }).click();
  await page.getByRole("searchbox", { name: "Search in this conversation" }).fill("the");
  for (const found of ["The third", "The second"]) {
    await page.getByRole("searchbox", { name: "Search in this conversation" }).press("Enter");
    await hasFocus(new RegExp(`^Ben, .*${found}$`));
  }
  await page.getByRole("button", { name: "Close the search" }).click();
});

test("what comes in is read out once, politely, and what is one's own is not", async () => {
  const heard: string[] = [];
  await page.exposeFunction("hear", (text: string) => heard.push(text));
  await page.evaluate(`(() => {
    for (const place of document.querySelectorAll("[aria-live=polite], [role=status]"))
      new MutationObserver(() => place.textContent.includes("kettle") && hear(place.textContent))
        .observe(place, { childList: true, subtree: true, characterData: true });
  })()`);
  await send(app, ben, withBen, "The kettle is on");
  await row(page, "The kettle is on").waitFor();
  await until("it is read out", () => heard.length > 0);
  await send(app, mia, withBen, "I like the kettle");
  await row(page, "I like the kettle").waitFor();
  expect(heard).toEqual(["Ben: The kettle is on"]);
});

test.each([390, 820, 1_440])(
  "at %i pixels the actions of a message cover no author and no other text",
  async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const text of ["The first", "The second", "The kettle is on"]) {
      await row(page, text).focus();
      const actions = await row(page, text).getByRole("toolbar").boundingBox();
      const texts = await timeline(page).locator(".message-text, .message-author").all();
      for (const one of texts) {
        const other = await one.boundingBox();
        if (!actions || !other) throw new Error("It is not drawn.");
        const covered =
          actions.x < other.x + other.width &&
          other.x < actions.x + actions.width &&
          actions.y < other.y + other.height &&
          other.y < actions.y + actions.height;
        const own = (await row(page, text).locator(".message-text").boundingBox())?.y === other.y;
        expect([text, await one.innerText(), covered && !own]).toEqual([
          text,
          await one.innerText(),
          false,
        ]);
      }
    }
    await page.setViewportSize({ width: 1_280, height: 800 });
  },
);

test("what is chosen from a list is chosen by keys alone, and by letters", async () => {
  await page.goto(`${app.origin}/#/settings/privacy`);
  const who = page.getByRole("combobox", { name: "Who sees when I was here" });
  const says = (text: string): Promise<void> =>
    until(`it says ${text}`, async () => (await who.innerText()).trim() === text);
  await who.focus();
  await says("Everyone");
  await page.keyboard.press("ArrowDown");
  const option = (name: string): Locator => page.getByRole("option", { name, exact: true });
  await option("Everyone").waitFor();
  await page.keyboard.press("n");
  const isActive = async (name: string): Promise<boolean> =>
    (await who.getAttribute("aria-activedescendant")) === (await option(name).getAttribute("id"));
  await until("a letter leads there", () => isActive("Nobody"));
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await option("Nobody").waitFor({ state: "hidden" });
  await says("Everyone");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await until("an arrow leads there", () => isActive("My contacts"));
  await page.keyboard.press("Enter");
  await says("My contacts");
  await hasFocus("Who sees when I was here|My contacts");
  await page.reload();
  await says("My contacts");
  expect(await page.locator("select").count()).toBe(0);
});
