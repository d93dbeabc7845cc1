import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import {
  byApi,
  go,
  signUpInBrowser,
  timeline,
  visit,
  write,
  type Visitor,
} from "../support/web-chat.js";

const UNREAD = 120;
const PARTS = /assets\/(contacts|settings)-pane/;

let app: TestApp;
let visitor: Visitor;
let page: Page;
let mia: Person;
let ben: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  app = await startApp();
  const launched = await launchBrowser();
  close = () => launched.close();
  visitor = await visit(launched.browser, app, "Mia");
  ({ page } = visitor);
  // What is loaded ahead would be there without a connection.
  await page.route(PARTS, (route) => route.abort());
  await signUpInBrowser(app, visitor);
  [mia, ben] = [await byApi(app, visitor), await signUp(app, "Ben")];
  const withBen = await openDirect(app, ben, mia);
  await fillLog({
    mongoUri: app.config.mongoUri,
    conversationId: withBen,
    senderId: ben.id,
    count: UNREAD,
  });
  for (let i = 0; i < 7; i += 1) {
    const group = await createGroup(app, ben, [mia], `Group ${i}`);
    await send(app, ben, group, `Hello number ${i}`);
  }
  await send(app, ben, withBen, "The newest of all");
}, 300_000);
afterAll(async () => {
  await close();
  await app.stop();
});

describe("a part of the page that cannot be loaded", () => {
  const notice = () => page.getByRole("alert").filter({ hasText: "could not be loaded" });

  test("says so, the rest of the page stays, and it is loaded when one is online again", async () => {
    await visitor.context.setOffline(true);
    await go(page, "Contacts");
    await notice().waitFor();
    await page.unroute(PARTS);
    await visitor.context.setOffline(false);
    await page.getByLabel("Find people").waitFor();
    await go(page, "Chats");
  });

  test("and a former deploy's, which is gone, reloads the page once, and can be tried again", async () => {
    await page.route(PARTS, (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page.getByRole("heading", { name: "Chats" }).waitFor();
    let loads = 0;
    page.on("load", () => (loads += 1));
    await go(page, "Settings");
    await notice().waitFor();
    expect(loads).toBe(1);
    await page.unroute(PARTS);
    await notice().getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    await go(page, "Chats");
  });
});

test("the page itself never scrolls, wherever the wheel turns", async () => {
  // More conversations than fit, with unread ones below the fold.
  await page.setViewportSize({ width: 1_280, height: 480 });
  const overflow = (): Promise<number> =>
    page.evaluate("document.documentElement.scrollHeight - innerHeight");
  for (const [x, y] of [
    [30, 400],
    [200, 30],
    [700, 400],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 2_000);
    expect(await overflow()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollTop")).toBe(0);
  }
});

describe("a conversation with more unread messages than a page", () => {
  test("opens at the first of them, with a marker, and they stay unread", async () => {
    await page.getByRole("link", { name: /^Ben/ }).click();
    const marker = timeline(page).getByText("New messages");
    await marker.waitFor();
    await until("the marker is in view", () => isInView(page));
    const badge = page.getByRole("link", { name: /^Ben/ });
    await page.mouse.move(800, 400); // a row shows its actions in place of the count
    await until("what is in view is read", async () => {
      const left = Number(/(\d+)\+?\s+unread/.exec(await badge.innerText())?.[1]);
      return left > 80 && left <= 120;
    });
    expect(await page.evaluate("document.documentElement.scrollHeight - innerHeight")).toBe(0);
  });

  test("and they are read as they come into view", async () => {
    await page.mouse.move(800, 400);
    await until("the newest is in view", async () => {
      await page.mouse.wheel(0, 1_500);
      return timeline(page).getByText("The newest of all").isVisible();
    });
    const badge = page.getByRole("link", { name: /^Ben/ });
    await until("all is read", async () => !/unread/.test(await badge.innerText()));
  });

  test("one's own message is in view when it was sent from further up", async () => {
    await page.mouse.move(800, 400);
    await until("the newest is out of view", async () => {
      await page.mouse.wheel(0, -4_000);
      return !(await timeline(page).getByText("The newest of all").isVisible());
    });
    await write(page, "Written from further up");
    await until("it is in view", () =>
      page.evaluate(
        `(() => { const rows = [...document.querySelectorAll('.message-row')].filter((row) => row.textContent.includes('Written from further up'));
          const box = document.querySelector('.timeline').getBoundingClientRect();
          const at = rows[0]?.getBoundingClientRect();
          return !!at && at.bottom <= box.bottom + 1 && at.top >= box.top; })()`,
      ),
    );
  });
});

function isInView(on: Page): Promise<boolean> {
  return on.evaluate(
    `(() => { const at = document.querySelector('.unread-line')?.getBoundingClientRect();
      const box = document.querySelector('.timeline').getBoundingClientRect();
      return !!at && at.top >= box.top && at.bottom <= box.bottom; })()`,
  );
}
