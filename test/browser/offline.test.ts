import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import {
  byApi,
  signUpInBrowser,
  timeline,
  visit,
  write,
  type Visitor,
} from "../support/web-chat.js";

let app: TestApp;
let visitor: Visitor;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  app = await startApp();
  const launched = await launchBrowser();
  close = () => launched.close();
  visitor = await visit(launched.browser, app, "Mia", "allow");
  ({ page } = visitor);
  await signUpInBrowser(app, visitor);
  const ben = await signUp(app, "Ben");
  const id = await openDirect(app, ben, await byApi(app, visitor));
  await send(app, ben, id, "The key is under the mat");
  await page.getByRole("link", { name: /^Ben/ }).click();
  await timeline(page).getByText("The key is under the mat").waitFor();
  await page.evaluate("navigator.serviceWorker.ready.then(() => null)");
  // From here on it keeps what it is asked for.
  await page.reload();
  await timeline(page).getByText("The key is under the mat").waitFor();
}, 300_000);
afterAll(async () => {
  await close();
  await app.stop();
});

/** Whether what is seen is kept on the device. */
const isKept = (): Promise<boolean> =>
  page.evaluate<boolean>(`new Promise((resolve) => {
    const opening = indexedDB.open("keyval-store");
    opening.onsuccess = () => {
      const reading = opening.result.transaction("keyval").objectStore("keyval").get("confab:last-seen");
      reading.onsuccess = () => {
        resolve((reading.result?.timelines ?? []).length > 0);
        opening.result.close();
      };
    };
  })`);

describe("without a connection", () => {
  test("the app opens with what was last seen, and what is written waits", async () => {
    await until("it is kept", isKept);
    await visitor.context.setOffline(true);
    await page.reload();
    await timeline(page).getByText("The key is under the mat").waitFor();
    await page.getByText("No connection.").waitFor();
    await write(page, "Found it");
    await page.getByTitle("Waiting to be sent").waitFor();
  });

  test("and it is sent when the line is back", async () => {
    await visitor.context.setOffline(false);
    await page.getByTitle(/^Sent|^Delivered/).waitFor();
    await page.getByText("No connection.").waitFor({ state: "hidden" });
  });
});

test("nothing of it stays on the device of somebody who signs out", async () => {
  await page.goto(`${app.origin}/#/settings`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await until("it is gone", async () => !(await isKept()));
});

test("it can be installed: what the manifest names is there", async () => {
  const manifest = (await (await fetch(`${app.origin}/manifest.webmanifest`)).json()) as {
    icons: { src: string; type: string }[];
    display: string;
  };
  expect(manifest.display).toBe("standalone");
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(new URL(src, app.origin));
    expect([src, icon.status, icon.headers.get("content-type")]).toEqual([src, 200, type]);
  }
});
