import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import WebSocket from "ws";
import { runBot } from "../../client/examples/bot.js";
import { memoryStore } from "../../client/src/store.js";
import { freePort } from "../../scripts/database/port.js";
import { run } from "../../scripts/process/run.js";
import { MessagesDocument, UpsertUsersDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { ask as askAs, backend } from "../support/services.js";

let app: TestApp;
let pages: Server;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  const port = await freePort();
  app = await startApp({ env: { CORS_ORIGINS: `http://127.0.0.1:${port}` } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  pages = createServer(
    (request, response) => void page(request.url ?? "", response.end.bind(response)),
  );
  await new Promise<void>((resolve) => pages.listen(port, "127.0.0.1", resolve));
});
afterAll(async () => {
  pages.close();
  await app.stop();
});

/** As any web server has them: the page, and the one file that its script tag names. */
async function page(url: string, end: (content: string) => unknown): Promise<void> {
  const isKit = url.endsWith(".js");
  const file = isKit ? "client/dist/confab.min.js" : "client/examples/plain.html";
  const content = await readFile(file, "utf8");
  end(content.replace("https://unpkg.com/@confab/client", "/confab.min.js"));
}
const bodies = async (conversationId: string): Promise<(string | null | undefined)[]> => {
  const { conversation } = await ask(app, ann, MessagesDocument, { conversationId });
  return conversation?.messages.nodes.map(({ body }) => body) ?? [];
};

const answers = async (conversationId: string, question: string): Promise<boolean> =>
  (await bodies(conversationId)).includes(`You ask: ${question}`);

test("a page with one script tag is a chat", async () => {
  await run(process.execPath, ["client/scripts/bundle.mjs"]);
  const conversationId = await openDirect(app, ann, bob);
  await send(app, bob, conversationId, "before");
  const { browser, close } = await launchBrowser();
  try {
    const tab = await browser.newPage();
    const { port } = pages.address() as AddressInfo;
    await tab.goto(`http://127.0.0.1:${port}/?server=${encodeURIComponent(app.url)}`);
    await tab.getByPlaceholder("E-mail").fill(ann.email);
    await tab.getByPlaceholder("Password").fill("not this one");
    await tab.getByRole("button", { name: "Log in" }).click();
    await tab.getByRole("alert").filter({ hasText: "password" }).waitFor();
    await tab.getByPlaceholder("Password").fill(PASSWORD);
    await tab.getByRole("button", { name: "Log in" }).click();
    await tab.getByText("Bob: before").waitFor();
    await send(app, bob, conversationId, "<b>while you look</b>");
    await tab.getByText("Bob: <b>while you look</b>").waitFor();
    await tab.getByPlaceholder("Write a message").fill("from the page");
    await tab.getByRole("button", { name: "Send" }).click();
    await tab.getByText("Ann: from the page").waitFor();
    expect(await tab.locator("li").allTextContents()).toEqual([
      "Bob: before",
      "Bob: <b>while you look</b>",
      "Ann: from the page",
    ]);
  } finally {
    await close();
  }
}, 120_000);

test("a bot answers once what it is asked, also what came while it was away", async () => {
  const shop = await backend(app, ["USERS_WRITE", "ACT_AS"]);
  const externalId = randomUUID();
  const users = [{ externalId, name: "Echo", kind: "BOT" as const }];
  const made = await askAs(app, shop.headers, UpsertUsersDocument, { users });
  const id = made.data.upsertUsers[0]?.user.id ?? "";
  const group = await createGroup(app, ann, [{ ...bob, id }]);
  await send(app, ann, group, "before it came");
  const store = memoryStore();
  const start = () =>
    runBot({
      url: app.url,
      key: shop.secret,
      actAs: `ext:${externalId}`,
      store,
      answer: (body) => (body.endsWith("?") ? `You ask: ${body}` : null),
      webSocketImpl: WebSocket,
    });
  const stop = await start();
  await send(app, ann, group, "Are you there?");
  await until("it answers", () => answers(group, "Are you there?"));
  await stop();
  await send(app, ann, group, "And now?");
  const stopAgain = await start();
  await until("it answers what it missed", () => answers(group, "And now?"));
  await send(app, ann, group, "good");
  await stopAgain();
  expect((await bodies(group)).slice(1)).toEqual([
    "before it came",
    "Are you there?",
    "You ask: Are you there?",
    "And now?",
    "You ask: And now?",
    "good",
  ]);
}, 120_000);
