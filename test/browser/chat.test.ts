import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser, takePicture } from "../support/browser.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { landscape } from "../support/samples.js";
import {
  barriers,
  byApi,
  go,
  historyOf,
  signUpInBrowser,
  textsOf,
  timeline,
  visit,
  write,
  type Visitor,
} from "../support/web-chat.js";

let app: TestApp;
let mia: Visitor;
let ben: Visitor;
let close: () => Promise<void>;

beforeAll(async () => {
  app = await startApp();
  const launched = await launchBrowser();
  close = () => launched.close();
  [mia, ben] = await Promise.all([
    visit(launched.browser, app, "Mia"),
    visit(launched.browser, app, "Ben"),
  ]);
});
afterAll(async () => {
  await close();
  await app.stop();
});

/** Each step begins where the one before it has ended. */
describe("two people in two browsers", () => {
  test("sign up with the code from the mailbox", async () => {
    expect(await barriers(mia.page)).toEqual([]);
    await Promise.all([signUpInBrowser(app, mia), signUpInBrowser(app, ben)]);
    expect(await barriers(mia.page)).toEqual([]);
  });

  test("become contacts", async () => {
    await go(mia.page, "Contacts");
    await mia.page.getByLabel("Find people").fill("Ben");
    const card = mia.page.getByRole("article", { name: "Ben" });
    await card.getByRole("button", { name: "Add contact" }).click();
    await card.getByText("Requested").waitFor();
    await go(ben.page, "Contacts");
    const requests = ben.page.getByRole("region", { name: "Requests to you" });
    await requests.getByRole("button", { name: "Accept" }).click();
    await ben.page.getByRole("region", { name: "Your contacts" }).getByText("Mia").waitFor();
    await card.getByRole("button", { name: "Message" }).click();
    await mia.page.getByRole("heading", { name: "Ben" }).waitFor();
  });

  test("chat: typing, delivery, an unread badge, and read marks", async () => {
    await write(mia.page, "Did you get home before the rain?");
    await mia.page.getByTitle("Delivered").waitFor();
    await go(ben.page, "Chats");
    const item = ben.page.getByRole("link", { name: /^Mia/ });
    // The contacts, where there is a link to Mia as well, go a moment later.
    await item.filter({ hasText: /1\s*unread/ }).click();
    await timeline(ben.page).getByText("Did you get home before the rain?").waitFor();
    await mia.page.getByTitle("Read", { exact: true }).waitFor();
    await until("the badge is gone", async () => !/unread/.test(await item.innerText()));

    await ben.page.getByRole("textbox", { name: "Message" }).pressSequentially("Just");
    await mia.page.getByRole("main").getByText("typing…").first().waitFor();
    await write(ben.page, "Just about. The last hill was in the dark already");
    await timeline(mia.page).getByText("Just about.").waitFor();
    await mia.page.getByText("typing…").first().waitFor({ state: "hidden" });
    expect(await textsOf(mia.page)).toEqual(await textsOf(ben.page));
  });

  test("send a picture, which both see", async () => {
    const file = { name: "evening.png", mimeType: "image/png", buffer: await landscape() };
    await ben.page.getByLabel("Choose files").setInputFiles(file);
    await ben.page.getByRole("list", { name: "Attachments" }).getByAltText("evening.png").waitFor();
    await until("it is uploaded", () =>
      ben.page.getByRole("button", { name: "Send", exact: true }).isEnabled(),
    );
    await write(ben.page, "From up there, look");
    for (const { page } of [mia, ben]) {
      const picture = timeline(page).getByAltText("evening.png");
      await picture.waitFor();
      await until("it is drawn", () =>
        picture.evaluate(
          (image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0,
        ),
      );
    }
    await write(mia.page, "Oh, that is worth getting wet for");
    await timeline(ben.page).getByText("worth getting wet").waitFor();
  });

  test("react and answer", async () => {
    const row = timeline(mia.page).getByRole("article").filter({ hasText: "From up there" });
    await row.hover();
    await row.getByRole("button", { name: "Reply" }).click();
    await write(mia.page, "Is that the ridge above the mill?");
    const answer = timeline(ben.page).getByRole("article").filter({ hasText: "the ridge above" });
    await answer.getByText("From up there, look").waitFor();
  });

  test("every view is free of serious barriers, in the light and in the dark, wide and narrow", async () => {
    const [annsBen, bensMia] = [await byApi(app, ben), await byApi(app, mia)];
    const eve = await signUp(app, "Eve");
    const group = await createGroup(app, eve, [annsBen, bensMia], "Allotment");
    await send(app, eve, group, "The tomatoes have made it through the night");
    await send(app, annsBen, group, "I can water them on Thursday");
    const { page } = mia;
    await page
      .getByRole("link", { name: /^Allotment/ })
      .getByText("2 unread")
      .waitFor();
    const found: Record<string, readonly string[]> = {};
    const look = async (view: string, picture?: string): Promise<void> => {
      found[view] = await barriers(page);
      if (picture) await takePicture(page, `docs/screenshots/${picture}.png`);
    };

    await page.mouse.move(0, 0);
    await look("chat", "desktop");
    await page.emulateMedia({ colorScheme: "dark" });
    await look("chat, dark", "dark");
    await page.getByRole("button", { name: "Details" }).click();
    await look("details, dark");
    await page.getByRole("button", { name: "Close" }).click();
    await go(page, "Contacts");
    const people = page.getByRole("region", { name: "Your contacts" });
    await people.getByRole("link", { name: /^Ben/ }).click();
    await page.getByRole("heading", { name: "Ben" }).waitFor();
    await look("contacts, dark");
    await page.emulateMedia({ colorScheme: "light" });
    await look("contacts", "contacts");
    await go(page, "Settings");
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await look("settings", "settings");
    await page.emulateMedia({ colorScheme: "dark" });
    await look("settings, dark", "settings-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await go(page, "Chats");
    await page.getByRole("button", { name: "New conversation" }).click();
    await page.getByRole("dialog").getByText("Ben").waitFor();
    await look("new conversation");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Name of a conversation" }).waitFor();
    await look("quick switcher");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: /^Ben/ }).click();
    await page.getByRole("button", { name: "Insert an emoji" }).click();
    await page.getByRole("button", { name: "grinning face", exact: true }).waitFor();
    await look("emoji picker");
    await page.keyboard.press("Escape");
    await go(page, "Chats");

    await page.setViewportSize({ width: 390, height: 844 });
    await look("list, narrow", "phone-list");
    await page.emulateMedia({ colorScheme: "dark" });
    await look("list, narrow, dark", "phone-list-dark");
    await page.getByRole("link", { name: /^Ben/ }).click();
    await timeline(page).getByText("Is that the ridge").waitFor();
    await page.mouse.move(0, 0);
    await look("chat, narrow, dark", "phone-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await look("chat, narrow", "phone");
    await page.setViewportSize({ width: 768, height: 1_024 });
    await look("chat, tablet", "tablet");
    await page.emulateMedia({ colorScheme: "dark" });
    await look("chat, tablet, dark", "tablet-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1_280, height: 800 });
    expect(Object.entries(found).filter(([, barriers]) => barriers.length > 0)).toEqual([]);
  });

  test("one is offline while 30 messages arrive, writes, and comes back with nothing missing", async () => {
    const [annsBen, bensMia] = [await byApi(app, ben), await byApi(app, mia)];
    const conversationId = await openDirect(app, annsBen, bensMia);
    const before = await historyOf(mia.page);
    await mia.context.setOffline(true);
    await mia.page.getByText("No connection.").waitFor();
    const missed = Array.from({ length: 30 }, (_, i) => `Missed ${i + 1}`);
    for (const body of missed) await send(app, annsBen, conversationId, body);
    await timeline(ben.page).getByText("Missed 30", { exact: true }).waitFor();
    await write(mia.page, "Written in the tunnel");
    await mia.page.getByTitle("Waiting to be sent").waitFor();
    expect(await historyOf(mia.page)).toEqual([...before, "Written in the tunnel"]);

    await mia.context.setOffline(false);
    await timeline(ben.page).getByText("Written in the tunnel").waitFor();
    await timeline(mia.page).getByText("Missed 30", { exact: true }).waitFor();
    await mia.page.getByTitle("Waiting to be sent").waitFor({ state: "hidden" });
    const after = [...before, ...missed, "Written in the tunnel"];
    expect(await historyOf(mia.page)).toEqual(after);
    expect(await historyOf(ben.page)).toEqual(after);
    await mia.page.reload();
    await timeline(mia.page).getByText("Written in the tunnel").waitFor();
    expect((await historyOf(mia.page)).slice(-31)).toEqual(after.slice(-31));
  }, 300_000);

  test("neither page has raised an error", () => {
    const offline = /ERR_INTERNET_DISCONNECTED|WebSocket connection to/;
    const complaints = [...mia.complaints, ...ben.complaints];
    expect(complaints.filter((one) => !offline.test(one))).toEqual([]);
  });
});
