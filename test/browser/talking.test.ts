import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { SetReactionDocument } from "../generated/graphql.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { box, row, startWebChat, write } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let ben: Person;
let withBen: string;
let garden: string;
let stop: () => Promise<void>;

const holds = (text: string): Promise<void> =>
  until(`the box holds "${text}"`, async () => (await box(page).inputValue()) === text);
const open = async (id: string, text: string): Promise<void> => {
  await page.goto(`${app.origin}/#/chats/${id}`);
  await row(page, text).waitFor();
};
const fromMenu = async (item: string): Promise<void> => {
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

beforeAll(async () => {
  const chat = await startWebChat();
  const { mia } = chat;
  ({ app, page, stop } = chat);
  ben = await signUp(app, "Ben");
  const lea = await signUp(app, "Lea");
  withBen = await openDirect(app, ben, mia);
  const { id } = await upload(app, ben, { bytes: await picture("png", 80, 60) }, "MESSAGE");
  await send(app, ben, withBen, { body: "The tomatoes today", attachmentIds: [id] });
  garden = await createGroup(app, mia, [ben, lea], "Garden");
  await send(app, ben, garden, "Who waters today?");
}, 300_000);
afterAll(() => stop());

test("an answer that was begun is one after a reload", async () => {
  await open(withBen, "The tomatoes today");
  await row(page, "The tomatoes today").hover();
  await row(page, "The tomatoes today").getByRole("button", { name: "Reply" }).click();
  await box(page).fill("They look good");
  await page.reload();
  await page.getByText("Answering Ben").waitFor();
  await box(page).press("Enter");
  await row(page, "They look good").getByTitle("Jump to that message").waitFor();
  await page.getByText("Answering Ben").waitFor({ state: "hidden" });
});

test("an edit that was begun goes on after another conversation and a reload, and the draft waits", async () => {
  await open(withBen, "They look good");
  await write(page, "I come at ten");
  const one = row(page, "I come at ten");
  await one.getByTitle(/^Sent|^Delivered|^Read/).waitFor();
  await box(page).fill("A draft of its own");
  await one.hover();
  await one.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await holds("I come at ten");
  await box(page).fill("I come at eleven");
  await open(garden, "Who waters today?");
  await holds("");
  await open(withBen, "I come at ten");
  const goesOn = async (): Promise<void> => {
    await page.getByText("Editing", { exact: true }).waitFor();
    await holds("I come at eleven");
  };
  await goesOn();
  await page.reload();
  await goesOn();
  // A reaction is no reason to ask the writer about anything.
  const messageId = (await one.getAttribute("data-message-id")) ?? "";
  await ask(app, ben, SetReactionDocument, { messageId, emoji: "👍", active: true });
  await one.getByText("👍").waitFor();
  await box(page).press("Enter");
  await row(page, "I come at eleven").waitFor();
  await holds("A draft of its own");
  await page.reload();
  await holds("A draft of its own");
  await box(page).fill("");
});

test("a message is forwarded with its files, to be looked over first", async () => {
  await row(page, "The tomatoes today").first().hover();
  await row(page, "The tomatoes today")
    .first()
    .getByRole("button", { name: "More actions" })
    .click();
  await page.getByRole("menuitem", { name: "Forward" }).click();
  const dialog = page.getByRole("dialog", { name: "Forward to" });
  expect(await dialog.getByRole("button", { name: "Ben" }).count()).toBe(0);
  await dialog.getByRole("button", { name: "Garden" }).click();
  await page.getByRole("list", { name: "Attachments" }).getByRole("img").waitFor();
  expect(await box(page).inputValue()).toContain("> The tomatoes today");
  await box(page).press("Enter");
  await row(page, "The tomatoes today")
    .getByRole("button", { name: /^Picture/ })
    .waitFor();
});

test("whoever runs a group calls all of its members", async () => {
  await open(garden, "Who waters today?");
  await box(page).pressSequentially("Tea, @a");
  await page.getByRole("option", { name: /^all/ }).click();
  await until("it stands there", async () => (await box(page).inputValue()) === "Tea, @all ");
  await box(page).press("Enter");
  const sent = row(page, "Tea, @all");
  await sent.locator(".mention").waitFor();
  expect(await sent.locator(".mention").innerText()).toBe("@all");
});

test("a member who was removed stays when that is undone", async () => {
  await page.getByRole("button", { name: "Details" }).click();
  const members = page.getByRole("region", { name: "3 members" });
  await members.getByRole("button", { name: "Manage Lea" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByText("Lea is removed").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.reload();
  await page.getByText("3 members").waitFor();
});

describe("somebody is blocked where one talks with them", () => {
  test("and nothing can be written there until that has ended", async () => {
    await open(withBen, "They look good");
    await fromMenu("Block");
    await page.getByText("You have blocked Ben.").waitFor();
    await box(page).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Unblock" }).click();
    await box(page).waitFor();
    await write(page, "Sorry, wrong button");
    await row(page, "Sorry, wrong button")
      .getByTitle(/^Sent|^Delivered|^Read/)
      .waitFor();
  });
});
