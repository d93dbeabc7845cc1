import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { SendContactRequestDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { documents, picture } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { box, go, listed, row, startWebChat, timeline, write } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let mia: Person;
let ben: Person;
let withBen: string;
let stop: () => Promise<void>;

const attachments = () => page.getByRole("list", { name: "Attachments" });
const open = (name: string): Promise<void> => listed(page, name).click();

beforeAll(async () => {
  ({ app, page, mia, stop } = await startWebChat());
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, mia);
  await send(app, ben, withBen, "Hello, Mia");
  await send(app, ben, await createGroup(app, ben, [mia], "Garden"), "Who waters today?");
  await open("Ben");
  await row(page, "Hello, Mia").waitFor();
}, 300_000);
afterAll(() => stop());

describe("what was written and not sent", () => {
  test("is there after another conversation and after a reload, with its files", async () => {
    await box(page).fill("Half a thought");
    const buffer = await picture("png", 60, 40);
    const file = { name: "small.png", mimeType: "image/png", buffer };
    await page.getByLabel("Choose files").setInputFiles(file);
    await attachments().getByAltText("small.png").waitFor();
    await open("Garden");
    await page.getByRole("heading", { name: "Garden" }).waitFor();
    expect(await box(page).inputValue()).toBe("");
    await page.getByRole("link", { name: /^Ben/ }).getByText("Draft: Half a thought").waitFor();
    await open("Ben");
    await attachments().getByAltText("small.png").waitFor();
    expect(await box(page).inputValue()).toBe("Half a thought");
    await page.reload();
    await attachments().getByAltText("small.png").waitFor();
    expect(await box(page).inputValue()).toBe("Half a thought");
  });

  test("goes out whole, and a small picture is not blown up", async () => {
    await box(page).press("Enter");
    const sent = row(page, "Half a thought").getByAltText("small.png");
    await sent.waitFor();
    await attachments().waitFor({ state: "hidden" });
    expect((await sent.boundingBox())?.width).toBeLessThanOrEqual(60);
    await page.reload();
    await sent.waitFor();
    expect(await box(page).inputValue()).toBe("");
  });
});

describe("files", () => {
  test("dropped on the messages are taken", async () => {
    await drop("notes.txt", "text/plain", documents["text/plain"]!);
    await attachments().getByText("notes.txt").waitFor();
    await page.getByRole("button", { name: "Remove notes.txt" }).click();
  });

  test("that are refused say why, by name, without a retry that cannot help", async () => {
    const file = {
      name: "strange.bin",
      mimeType: "application/x-strange",
      buffer: Buffer.alloc(64, 0),
    };
    await page.getByLabel("Choose files").setInputFiles(file);
    const refused = attachments().getByRole("alert");
    await refused.getByText("strange.bin").waitFor();
    await refused.getByText("Files of this type are not accepted.").waitFor();
    expect(await refused.getByRole("button").count()).toBe(0);
    await page.getByRole("button", { name: "Remove strange.bin" }).click();
    await attachments().waitFor({ state: "hidden" });
  });

  test("on their way hold a message back until they are there", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/graphql", async (route) => {
      const type = route.request().headers()["content-type"] ?? "";
      if (type.includes("multipart")) await held;
      await route.continue();
    });
    const buffer = await picture("png", 300, 200);
    const file = { name: "slow.png", mimeType: "image/png", buffer };
    await page.getByLabel("Choose files").setInputFiles(file);
    await write(page, "With a slow picture");
    await page.getByText("It is sent as soon as the files are uploaded.").waitFor();
    expect(await row(page, "With a slow picture").count()).toBe(0);
    release();
    await row(page, "With a slow picture").getByAltText("slow.png").waitFor();
    await page.unroute("**/graphql");
  });

  test("ten pictures are a grid, and the lightbox goes through all of them", async () => {
    const bytes = await picture("png", 200, 200);
    const files = await Promise.all(
      Array.from({ length: 10 }, () => upload(app, ben, { bytes }, "MESSAGE")),
    );
    const attachmentIds = files.map(({ id }) => id);
    await send(app, ben, withBen, { body: "All of them", attachmentIds });
    const message = row(page, "All of them");
    await message.getByText("+4").waitFor();
    expect((await message.boundingBox())?.height).toBeLessThan(420);
    await message
      .getByRole("button", { name: /^Picture/ })
      .first()
      .click();
    await page.getByText("1 of 10").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByText("10 of 10").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("10 of 10").waitFor({ state: "hidden" });
  });
});

describe("in the box", () => {
  test("Enter is the input method's while it composes, as Safari tells by its key code", async () => {
    await box(page).fill("にほん");
    await box(page).focus();
    await page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
        { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }))`,
    );
    expect(await box(page).inputValue()).toBe("にほん");
    await box(page).fill("");
  });

  test("an emoji goes to the caret, and the focus back to the text", async () => {
    await box(page).fill("ab");
    await box(page).press("ArrowLeft");
    await page.getByRole("button", { name: "Insert an emoji" }).click();
    await page.getByLabel("Search emoji").fill("rocket");
    await page.getByRole("button", { name: "rocket", exact: true }).click();
    await until("it is there", async () => (await box(page).inputValue()) === "a🚀b");
    await page.keyboard.type("!");
    expect(await box(page).inputValue()).toBe("a🚀!b");
    await box(page).fill("");
  });

  test("too many characters are counted as such", async () => {
    await box(page).fill("x".repeat(10_050));
    await page.getByText("50 characters too many").waitFor();
    await box(page).fill("");
  });
});

describe("a message", () => {
  test("is told with its text, links what is a link, and shows its marks", async () => {
    await send(app, ben, withBen, "**Look** at www.example.org or ask me@example.org <b>now</b>");
    const message = timeline(page).getByRole("article", { name: /^Ben, .*Look at/ });
    await message.waitFor();
    expect(await message.getByRole("link").allInnerTexts()).toEqual([
      "www.example.org",
      "me@example.org",
    ]);
    expect(await message.locator("strong").innerText()).toBe("Look");
    await message.getByText("<b>now</b>").waitFor();
  });

  test("that is a wall is folded", async () => {
    await send(app, ben, withBen, "A long story. ".repeat(600));
    const message = row(page, "A long story.");
    const more = message.getByRole("button", { name: "Show more" });
    await more.waitFor();
    expect((await message.boundingBox())?.height).toBeLessThan(520);
    await more.click();
    await message.getByRole("button", { name: "Show less" }).waitFor();
  });

  test("that is deleted comes back by Undo, and its notice is not over the composer", async () => {
    await write(page, "Better not");
    await row(page, "Better not")
      .getByTitle(/Sent|Delivered|Read/)
      .waitFor();
    await row(page, "Better not").hover();
    await row(page, "Better not").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await row(page, "Better not").waitFor({ state: "hidden" });
    const undo = page.getByRole("button", { name: "Undo" });
    const [notice, form] = [await undo.boundingBox(), await box(page).boundingBox()];
    expect(notice!.y + notice!.height).toBeLessThan(form!.y);
    await undo.click();
    await row(page, "Better not").waitFor();
    await page.reload();
    await row(page, "Better not").waitFor();
  });

  test("of a group is pinned by those who run it alone", async () => {
    await open("Garden");
    const message = row(page, "Who waters today?");
    await message.hover();
    await message.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Copy text" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Pin" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await open("Ben");
  });
});

describe("addresses", () => {
  test("that name a place lead there, and others to a page that says so", async () => {
    const guest = await page.context().newPage();
    await guest.goto(`${app.origin}/settings`);
    await guest.getByRole("heading", { name: "Profile" }).waitFor();
    const answer = await guest.goto(`${app.origin}/nowhere/at/all`);
    expect(answer?.status()).toBe(404);
    await guest.getByText("Page not found").waitFor();
    await guest.close();
  });
});

test("the badge of contacts counts requests, and that of chats all that is unread", async () => {
  await ask(app, ben, SendContactRequestDocument, { userId: mia.id });
  const rail = page.getByRole("navigation", { name: "Main" });
  await rail.getByRole("link", { name: /Contacts.*1 request$/ }).waitFor();
  await go(page, "Contacts");
  await page.getByRole("button", { name: "Accept" }).click();
  await rail.getByRole("link", { name: /^Contacts$/ }).waitFor();
});

async function drop(name: string, type: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => { const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob("${bytes.toString("base64")}"), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], "${name}", { type: "${type}" }));
      return transfer; })()`,
  );
  for (const event of ["dragenter", "dragover", "drop"])
    await timeline(page).dispatchEvent(event, { dataTransfer: transfer });
}
