import { afterAll, beforeAll, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { startBlocked, type Blocked } from "../client/blocked.js";
import { launchBrowser } from "../support/browser.js";
import { send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { deviceOf, row, write } from "../support/web-chat.js";

let blocked: Blocked;
let browser: Browser;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  blocked = await startBlocked();
  ({ browser, close } = await launchBrowser());
  const { relay, bob, id } = blocked;
  page = await deviceOf(browser, { ...blocked.app, origin: relay.origin }, bob);
  await page.goto(`${relay.origin}/#/chats/${id}`);
}, 300_000);
afterAll(async () => {
  await close();
  await blocked.stop();
});

const word = () => page.getByRole("status").getByText("This network blocks WebSockets.");

test("where the network lets no WebSocket through, messages come all the same, and a word says so", async () => {
  const { app, ann, id } = blocked;
  await word().waitFor();
  await send(app, ann, id, "Through the wall");
  await row(page, "Through the wall").waitFor();
  await write(page, "And back");
  await row(page, "And back")
    .getByText(/^(?:Sent|Delivered|Read)$/)
    .waitFor({ state: "attached" });
  await page.getByRole("button", { name: "OK", exact: true }).click();
  await word().waitFor({ state: "hidden" });
});

test("two windows behind it leave it the connections that a browser has for one host", async () => {
  const { app, ann, relay, id } = blocked;
  const behind: Page[] = [];
  for (let at = 0; at < 2; at += 1) {
    const one = await page.context().newPage();
    await one.addInitScript("document.hasFocus = () => false");
    await one.goto(`${relay.origin}/#/chats/${id}`);
    await row(one, "And back").waitFor();
    behind.push(one);
  }
  await until(
    "each follows the conversations, and the one in front its own news and receipts",
    () => {
      return app.open().sockets === 3 + behind.length;
    },
  );
  await send(app, ann, id, "To every window");
  for (const one of [page, ...behind]) await row(one, "To every window").waitFor();
  await write(page, "From the one in front");
  for (const one of behind) await row(one, "From the one in front").waitFor();
});

test("a cut loses nothing", async () => {
  const { app, ann, relay, id } = blocked;
  relay.cut();
  await send(app, ann, id, "Behind the tunnel");
  await row(page, "Behind the tunnel").waitFor();
});
