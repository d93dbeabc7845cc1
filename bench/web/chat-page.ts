import type { Browser, Page } from "playwright-core";
import type { TestApp } from "../../test/support/app.js";
import { ask, openDirect, send } from "../../test/support/conversations.js";
import { fillLog } from "../../test/support/fill.js";
import { signUp, type Person } from "../../test/support/people.js";
import { deviceOf } from "../../test/support/web-chat.js";
import { MarkReadDocument } from "../../test/generated/graphql.js";

export interface ChatPage {
  readonly page: Page;
  readonly mia: Person;
  readonly ben: Person;
  readonly conversationId: string;
}

/** A conversation with a long history, open in a browser with a slower processor. */
export async function openLongChat(
  browser: Browser,
  app: TestApp,
  { messages, slower }: { readonly messages: number; readonly slower: number },
): Promise<ChatPage> {
  const [mia, ben] = [await signUp(app, "Mia"), await signUp(app, "Ben")];
  const conversationId = await openDirect(app, ben, mia);
  const filling = { mongoUri: app.config.mongoUri, conversationId, senderId: ben.id };
  await fillLog({ ...filling, count: messages });
  const { seq } = await send(app, ben, conversationId, "The newest of all");
  await ask(app, mia, MarkReadDocument, { conversationId, seq });
  const page = await deviceOf(browser, app, mia);
  await page.goto(`${app.origin}/#/chats/${conversationId}`);
  await page.getByRole("log").getByText("The newest of all").waitFor({ timeout: 60_000 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return { page, mia, ben, conversationId };
}
