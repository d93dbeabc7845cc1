import type { Browser } from "playwright-core";
import type { TestApp } from "../../test/support/app.js";
import { openDirect, send } from "../../test/support/conversations.js";
import { signUp } from "../../test/support/people.js";
import { deviceOf } from "../../test/support/web-chat.js";
import { slowDown } from "./slow-phone.js";

/** After how many milliseconds somebody who is signed in reads their chats, without a cache. */
export async function firstChats(
  browser: Browser,
  app: TestApp,
  rounds: number,
): Promise<number[]> {
  const [lea, tom] = [await signUp(app, "Lea"), await signUp(app, "Tom")];
  await send(app, tom, await openDirect(app, tom, lea), "The train is late");
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await deviceOf(browser, app, lea, slowDown);
    await page.getByText("The train is late").waitFor({ timeout: 60_000 });
    took.push(await page.evaluate(() => performance.now()));
    await page.context().close();
  }
  return took;
}
