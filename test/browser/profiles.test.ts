import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import {
  AnswerContactRequestDocument,
  ConversationDocument,
  MarkReadDocument,
  PicturesOfDocument,
  SendContactRequestDocument,
  SetPicturesDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, signUpAll, type Person } from "../support/people.js";
import { landscape } from "../support/samples.js";
import { upload } from "../support/upload.js";
import {
  barriers,
  choose,
  byApi,
  go,
  signUpInBrowser,
  timeline,
  visit,
} from "../support/web-chat.js";

/** More than a page of fifty. */
const CONTACTS = 52;

let app: TestApp;
let page: Page;
let complaints: readonly string[];
let mia: Person;
let contacts: Person[];
let ben: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  app = await startApp();
  const launched = await launchBrowser();
  close = () => launched.close();
  const visitor = await visit(launched.browser, app, "Mia");
  ({ page, complaints } = visitor);
  await signUpInBrowser(app, visitor);
  mia = await byApi(app, visitor);
  const names = Array.from({ length: CONTACTS }, (_, at) => (at === 0 ? "Ben" : `Contact${at}`));
  contacts = await signUpAll(app, names);
  for (const contact of contacts) {
    await ask(app, contact, SendContactRequestDocument, { userId: mia.id });
    await ask(app, mia, AnswerContactRequestDocument, { userId: contact.id, accept: true });
  }
  ben = contacts[0] as Person;
}, 300_000);
afterAll(async () => {
  await close();
  await app.stop();
});

const coversOf = async (person: Person): Promise<string[]> => {
  const { user } = await ask(app, ben, PicturesOfDocument, { id: person.id });
  return user?.covers.map(({ id }) => id) ?? [];
};
const drawn = (picture: Locator): Promise<void> =>
  until("it is drawn", () =>
    picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0),
  );
const count = (list: Locator): Promise<number> => list.getByRole("listitem").count();

describe("one in a browser", () => {
  test("has up to three cover pictures and takes one away", async () => {
    await go(page, "Settings");
    const own = page.getByRole("list", { name: "Your cover pictures" });
    const add = page.getByRole("button", { name: "Add a cover picture" });
    for (const already of [0, 1, 2]) {
      await page.getByText(`${already} of 3`).waitFor();
      const buffer = await landscape();
      const file = { name: "cover.png", mimeType: "image/png", buffer };
      await page.getByLabel("Choose a cover picture").setInputFiles(file);
      await own.getByAltText(`Cover picture ${already + 1}`).waitFor();
    }
    await page.getByText("3 of 3").waitFor();
    expect(await add.isDisabled()).toBe(true);
    await drawn(own.getByAltText("Cover picture 3"));
    expect(await barriers(page)).toEqual([]);
    const all = await coversOf(mia);
    expect(all).toHaveLength(3);

    await page.getByRole("button", { name: "Remove cover picture 2" }).click();
    await page.getByText("2 of 3").waitFor();
    expect(await coversOf(mia)).toEqual([all[0], all[2]]);
    expect(await add.isEnabled()).toBe(true);
  });

  test("sees the cover pictures of the other beside a conversation", async () => {
    const file = { bytes: await landscape() };
    const covers = [await upload(app, ben, file, "COVER"), await upload(app, ben, file, "COVER")];
    await ask(app, ben, SetPicturesDocument, { input: { coverIds: covers.map(({ id }) => id) } });
    await send(app, ben, await openDirect(app, ben, mia), "Hello, Mia");
    await go(page, "Chats");
    await page.getByRole("link", { name: /^Ben/ }).click();
    await page.getByRole("button", { name: "Details" }).click();
    const shown = page.getByRole("list", { name: "Cover pictures of Ben" });
    await shown.waitFor();
    expect(await count(shown)).toBe(2);
    await drawn(shown.getByAltText("Cover picture 1 of Ben"));
    expect(await barriers(page)).toEqual([]);
  });

  test("mutes a conversation until a time, and ends that again", async () => {
    const id = await openDirect(app, mia, ben);
    const until8 = async (): Promise<number | null> => {
      const { conversation } = await ask(app, mia, ConversationDocument, { id });
      const at = conversation?.viewerMembership?.mutedUntil;
      return at ? Date.parse(at) : null;
    };
    const startedAt = Date.now();
    await choose(page, "Mute", "For 8 hours");
    await until("it is muted", async () => (await until8()) !== null);
    const hours = ((await until8()) ?? 0) - startedAt;
    expect(hours / 3_600_000).toBeGreaterThanOrEqual(8);
    expect(hours / 3_600_000).toBeLessThan(8.1);
    const chosen = page.getByRole("combobox", { name: "Mute" });
    await until("it says until when", async () => /^Until /.test(await chosen.innerText()));
    await choose(page, "Mute", "Not muted");
    await until("it is not muted", async () => (await until8()) === null);
    await page.getByRole("button", { name: "Close" }).click();
  });

  test("sees who of a group has read a message of hers", async () => {
    const id = await createGroup(app, mia, contacts, "Everybody");
    const { seq } = await send(app, mia, id, "Who is coming?");
    await ask(app, ben, MarkReadDocument, { conversationId: id, seq });
    await page.getByRole("link", { name: /^Everybody/ }).click();
    const row = timeline(page).getByRole("article").filter({ hasText: "Who is coming?" });
    await row.hover();
    await row.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Read by" }).click();
    const dialog = page.getByRole("dialog", { name: "Read by" });
    await dialog.getByText("Ben", { exact: true }).waitFor();
    expect(await dialog.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("Ben"),
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  test("comes to the members of a large group, and to all contacts, page by page", async () => {
    await page.getByRole("button", { name: "Details" }).click();
    const members = page.getByRole("region", { name: `${CONTACTS + 1} members` });
    await until("a page of members", async () => (await count(members)) === 50);
    await members.getByRole("button", { name: "Show more" }).click();
    await until("all members", async () => (await count(members)) === CONTACTS + 1);
    await members.getByRole("button", { name: "Show more" }).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Close" }).click();

    await go(page, "Contacts");
    const cards = page.getByRole("region", { name: "Your contacts" });
    const more = page.getByRole("button", { name: "Show more" });
    await until("a page of contacts", async () => (await count(cards)) === 50);
    await more.scrollIntoViewIfNeeded();
    await more.click();
    await until("all contacts", async () => (await count(cards)) === CONTACTS);
    await more.waitFor({ state: "hidden" });
    // What changes on the second page is seen on it.
    const last = cards.getByRole("article").last();
    const name = (await last.getAttribute("aria-label")) ?? "";
    await last.getByRole("button", { name: `More about ${name}` }).click();
    await page.getByRole("menuitem", { name: "Remove contact" }).click();
    await until("one less", async () => (await count(cards)) === CONTACTS - 1);
    expect(await cards.getByRole("article", { name, exact: true }).count()).toBe(0);
  });

  test("says that strangers ask before they put her into a group, and joins one that asks", async () => {
    await go(page, "Settings");
    await page.getByRole("link", { name: "Privacy" }).click();
    await choose(page, "Who may add me to groups", "My contacts");
    const isSet = async (): Promise<boolean> =>
      (await ask(app, mia, ViewerDocument)).viewer?.settings.groupInvites === "CONTACTS";
    await until("it is set", isSet);
    const stranger = await signUp(app, "Sam");
    await createGroup(app, stranger, [mia], "Choir");
    await createGroup(app, stranger, [mia], "Lottery");
    await go(page, "Contacts");
    const asked = page.getByRole("region", { name: "Invitations to groups" });
    const lottery = asked.getByRole("article", { name: "Lottery" });
    await lottery.getByText("Sam invites you").waitFor();
    expect(await barriers(page)).toEqual([]);
    await lottery.getByRole("button", { name: "Decline" }).click();
    await lottery.waitFor({ state: "hidden" });
    await asked.getByRole("button", { name: "Accept" }).click();
    await page.getByRole("heading", { name: "Choir" }).waitFor();
  });

  test("and the page has raised no error", () => expect(complaints).toEqual([]));
});
