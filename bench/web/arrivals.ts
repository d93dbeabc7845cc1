import type { TestApp } from "../../test/support/app.js";
import { send } from "../../test/support/conversations.js";
import type { ChatPage } from "./chat-page.js";

const SECONDS = 10;
const PER_SECOND = 20;

/** The long tasks of a page at which so many messages a second arrive, in milliseconds. */
export async function arrive(
  app: TestApp,
  { page, ben, conversationId }: ChatPage,
): Promise<number[]> {
  await page.getByRole("button", { name: "Jump to the latest message" }).click();
  await page.getByRole("log").getByText("The newest of all").waitFor();
  await page.evaluate(`(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((e) => e.duration)))
      .observe({ type: "longtask" });
  })()`);
  const sent: Promise<unknown>[] = [];
  for (let at = 0; at < SECONDS * PER_SECOND; at += 1) {
    sent.push(send(app, ben, conversationId, `Arrival ${at}`));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / PER_SECOND));
  }
  await Promise.all(sent);
  await page
    .getByRole("log")
    .getByText(`Arrival ${SECONDS * PER_SECOND - 1}`, { exact: true })
    .waitFor();
  return page.evaluate<number[]>("globalThis.tasks");
}
