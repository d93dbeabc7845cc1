import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { deviceOf, go, listed, row, startWebChat } from "../support/web-chat.js";
import { SendContactRequestDocument, UpdateProfileDocument } from "../generated/graphql.js";

let app: TestApp;
let page: Page;
let other: Page;
let mia: Person;
let ben: Person;
let garden: string;
let stop: () => Promise<void>;

/** Chooses in the menu of an entry of the list. */
async function choose(name: string, item: string): Promise<void> {
  await listed(page, name).hover();
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

const isFirst = (where: Page, name: string): Promise<void> =>
  until(`${name} is the first`, async () =>
    ((await listed(where).first().textContent()) ?? "").includes(name),
  );

beforeAll(async () => {
  const chat = await startWebChat();
  ({ app, page, mia, stop } = chat);
  ben = await signUp(app, "Ben");
  garden = await createGroup(app, ben, [mia], "Garden");
  await send(app, ben, garden, "Who waters today?");
  await send(app, ben, await openDirect(app, ben, mia), "Hello, Mia");
  other = await deviceOf(chat.browser, app, mia);
  await Promise.all([page, other].map((one) => isFirst(one, "Ben")));
}, 300_000);
afterAll(() => stop());

test("a conversation that is pinned stands first on all devices until it is unpinned", async () => {
  await choose("Garden", "Pin to the top");
  await Promise.all([page, other].map((one) => isFirst(one, "Garden")));
  await listed(other, "Garden").getByText("Pinned").waitFor();
  await other.reload();
  await isFirst(other, "Garden");
  await choose("Garden", "Unpin");
  await Promise.all([page, other].map((one) => isFirst(one, "Ben")));
});

test("a conversation that is hidden is in no list until somebody writes there", async () => {
  await choose("Garden", "Hide until a new message");
  for (const one of [page, other]) await listed(one, "Garden").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).click();
  for (const one of [page, other]) await listed(one, "Garden").waitFor();
  await choose("Garden", "Hide until a new message");
  for (const one of [page, other]) await listed(one, "Garden").waitFor({ state: "hidden" });
  await send(app, ben, garden, "The hose is back");
  for (const one of [page, other]) await listed(one, "Garden").getByText("The hose").waitFor();
  await other.reload();
  await listed(other, "Garden").waitFor();
});

test("what is marked as unread is so on all devices, and begins there when it is opened", async () => {
  await listed(page, "Garden").click();
  await row(page, "The hose is back").waitFor();
  for (const one of [page, other])
    await listed(one, "Garden")
      .getByText(/unread/)
      .waitFor({ state: "hidden" });
  await row(page, "Who waters").hover();
  await row(page, "Who waters").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Mark as unread" }).click();
  for (const one of [page, other])
    await listed(one, "Garden").getByText("Marked as unread").waitFor();
  await listed(other, "Garden").click();
  await row(other, "Who waters").waitFor();
  await other.getByText("New messages", { exact: true }).waitFor();
  for (const one of [page, other])
    await listed(one, "Garden").getByText("Marked as unread").waitFor({ state: "hidden" });
});

test("a request, a name and a device show without a reload", async () => {
  await go(page, "Contacts");
  await page.getByLabel("Find people").waitFor();
  await ask(app, ben, SendContactRequestDocument, { userId: mia.id });
  await page.getByRole("region", { name: "Requests to you" }).getByText("Ben").waitFor();
  await go(page, "Settings");
  const name = page.getByLabel("Name", { exact: true });
  await page.getByLabel("About you").fill("I grow tomatoes");
  expect(await name.inputValue()).toBe("Mia");
  await ask(app, mia, UpdateProfileDocument, { input: { name: "Mia Novak" } });
  await until("the name is the new one", async () => (await name.inputValue()) === "Mia Novak");
  // What was begun here stays.
  expect(await page.getByLabel("About you").inputValue()).toBe("I grow tomatoes");
  expect(await page.getByRole("alert").count()).toBe(0);
});
