import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { MarkReadDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { row, startWebChat, timeline } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let stop: () => Promise<void>;

beforeAll(async () => {
  const chat = await startWebChat();
  ({ app, page, stop } = chat);
  const ben = await signUp(app, "Ben");
  const conversationId = await openDirect(app, ben, chat.mia);
  const filling = { mongoUri: app.config.mongoUri, conversationId, senderId: ben.id };
  await fillLog({ ...filling, count: 400 });
  const { seq } = await send(app, ben, conversationId, "The newest of all");
  await ask(app, chat.mia, MarkReadDocument, { conversationId, seq });
  await page.reload();
  await page.goto(`${app.origin}/#/chats/${conversationId}`);
  await row(page, "The newest of all").waitFor();
}, 300_000);
afterAll(() => stop());

test("whoever has reached the first message that is loaded stays there when older ones come", async () => {
  let asked = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("MessagesAroundSeq")) {
      asked += 1;
      await held;
    }
    await route.continue();
  });
  let reading = "";
  // What was just opened may still be brought to its end.
  await until("the first one is in view, and older ones are asked for", async () => {
    reading = await page.evaluate<string>(`(() => {
      const box = document.querySelector(".timeline");
      const there = box.scrollTop === 0;
      box.scrollTop = 0;
      return (there && box.querySelector('.message-text')?.innerText) || "";
    })()`);
    return reading !== "" && asked === 1;
  });
  release();
  await row(page, reading).locator("xpath=ancestor::*[@data-index>=50]").waitFor();
  await until("it is where it was", async () => {
    const [message, box] = [
      await row(page, reading).boundingBox(),
      await timeline(page).boundingBox(),
    ];
    return message !== null && box !== null && Math.abs(message.y - box.y) < 60;
  });
  // What it stands among is enough: whoever was carried along would have needed the next page, and so on.
  expect(asked).toBe(1);
  await page.unroute("**/graphql");
});

test("what is scrolled past below a pointer that rests is not meant", async () => {
  const actions = page.getByRole("toolbar", { name: "Message actions" });
  const drawn = await page.evaluateHandle(`(() => {
    const seen = { count: 0 };
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node.classList?.contains("message-actions")) seen.count += 1;
    }).observe(document.querySelector(".timeline"), { childList: true, subtree: true });
    return seen;
  })()`);
  const box = (await timeline(page).boundingBox())!;
  await page.mouse.move(box.x + 200, box.y + box.height / 2);
  await actions.waitFor();
  const before = (await drawn.jsonValue()) as { readonly count: number };
  await page.evaluate(`(async () => {
    const box = document.querySelector(".timeline");
    for (let step = 0; step < 30; step += 1) {
      box.scrollTop += 60;
      await new Promise(requestAnimationFrame);
    }
  })()`);
  // Where it comes to rest, one of them is.
  const under = timeline(page).locator(".message-row:hover");
  await under.getByRole("toolbar", { name: "Message actions" }).waitFor();
  const after = (await drawn.jsonValue()) as { readonly count: number };
  expect(after.count - before.count).toBeLessThan(5);
});
