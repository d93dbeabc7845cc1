import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page, Request } from "playwright-core";
import { MarkReadDocument } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { listed, row, startWebChat, timeline } from "../support/web-chat.js";

const HISTORY = 600;
/** More than a page of the list. */
const GROUPS = 28;

let app: TestApp;
let page: Page;
let mia: Person;
let ben: Person;
let withBen: string;
let original: string;
let stop: () => Promise<void>;

const conversation = (name: string): Locator => listed(page, name);
/** How far its top and its bottom are from those of the messages, inwards. Null: it is not drawn. */
const insetsOf = async (one: Locator): Promise<readonly [top: number, bottom: number] | null> => {
  const [at, box] = await Promise.all([one.boundingBox(), timeline(page).boundingBox()]);
  return at && box && [at.y - box.y, box.y + box.height - at.y - at.height];
};
const isWhole = async (one: Locator): Promise<boolean> =>
  (await insetsOf(one))?.every((inset) => inset >= 0) ?? false;
const frames = (count: number): Promise<unknown> =>
  page.evaluate(
    `(async () => { for (let i = 0; i < ${count}; i += 1) await new Promise(requestAnimationFrame); })()`,
  );

beforeAll(async () => {
  ({ app, page, mia, stop } = await startWebChat());
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, mia);
  original = await fillLog({
    mongoUri: app.config.mongoUri,
    conversationId: withBen,
    senderId: ben.id,
    count: HISTORY,
  });
  const { seq } = await send(app, ben, withBen, { body: "As I said", replyToId: original });
  await ask(app, mia, MarkReadDocument, { conversationId: withBen, seq });
  await page.reload();
}, 300_000);
afterAll(() => stop());

describe("an original that is far away", () => {
  const middle = () => row(page, `message ${HISTORY / 2} `);

  test("is in view after a jump, and stays there", async () => {
    await conversation("Ben").click();
    await row(page, "As I said").getByTitle("Jump to that message").click();
    await middle().waitFor();
    await until("it is in view", () => isWhole(middle()));
    await frames(20);
    expect(await isWhole(middle())).toBe(true);
    expect(await page.locator(":focus").getAttribute("data-message-id")).toBe(original);
  });

  test("and the way back leads to the newest", async () => {
    await page.getByRole("button", { name: "Jump to the latest message" }).click();
    await row(page, "As I said").waitFor();
    await until("it is in view", () => isWhole(row(page, "As I said")));
  });

  test("is in view when a copied link is opened", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await row(page, "As I said").getByTitle("Jump to that message").click();
    await middle().hover();
    await middle().getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(link).toBe(`${app.origin}/#/chats/${withBen}/${original}`);
    await page.goto("about:blank");
    await page.goto(link);
    await middle().waitFor();
    await until("it is in view", () => isWhole(middle()));
  });

  test("is in view as well where the newest messages come after it", async () => {
    await page.goto("about:blank");
    const asks = (request: Request, operation: string): boolean =>
      request.postData()?.includes(`query ${operation}(`) ?? false;
    const linked = page.waitForResponse((one) => asks(one.request(), "MessagesAround"));
    const newest = page.waitForResponse((one) => asks(one.request(), "LatestMessages"));
    await page.route("**/graphql", async (route) => {
      if (asks(route.request(), "LatestMessages")) await (await linked).finished();
      await route.continue();
    });
    await page.goto(`${app.origin}/#/chats/${withBen}/${original}`);
    await (await newest).finished();
    await page.unroute("**/graphql");
    await frames(20);
    await middle().waitFor();
    await until("it is in view", () => isWhole(middle()));
  });

  test("a link to what is gone opens the newest", async () => {
    await page.goto("about:blank");
    await page.goto(`${app.origin}/#/chats/${withBen}/${"0".repeat(24)}`);
    await row(page, "As I said").waitFor();
    await until("it is in view", () => isWhole(row(page, "As I said")));
  });
});

describe("what is being read", () => {
  test("stays where it is while pictures load above it and messages arrive below", async () => {
    const album = await createGroup(app, ben, [mia], "Album");
    const bytes = await picture("png", 300, 240);
    for (let at = 0; at < 24; at += 1) {
      await send(app, ben, album, `Day ${at} of the journey`);
      const { id } = await upload(app, ben, { bytes }, "MESSAGE");
      await send(app, ben, album, { body: "", attachmentIds: [id] });
    }
    const { seq } = await send(app, ben, album, "That was all");
    await ask(app, mia, MarkReadDocument, { conversationId: album, seq });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/media/**", async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await conversation("Album").click();
    await row(page, "That was all").waitFor();
    const reading = row(page, "Day 12 of the journey");
    await page.mouse.move(800, 400);
    await until("it is in view", async () => {
      if ((await reading.count()) > 0 && (await isWhole(reading))) return true;
      await page.mouse.wheel(0, -200);
      await frames(2);
      return false;
    });
    const [before] = (await insetsOf(reading)) ?? [NaN];
    release();
    await until("what is in view has its pictures", () =>
      page.evaluate<boolean>(
        `[...document.querySelectorAll(".timeline img")]
          .filter((image) => image.getBoundingClientRect().bottom > 80 && image.getBoundingClientRect().top < 700)
          .every(({ naturalWidth }) => naturalWidth > 0)`,
      ),
    );
    for (let at = 0; at < 5; at += 1) await send(app, ben, album, `Something else ${at}`);
    await page.getByRole("button", { name: "Jump to the latest message" }).getByText("5").waitFor();
    await frames(5);
    const [after] = (await insetsOf(reading)) ?? [NaN];
    expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
    await page.unroute("**/media/**");
    await page.getByRole("button", { name: "Jump to the latest message" }).click();
    await conversation("Album").getByText("unread").waitFor({ state: "hidden" });
  });
});

test("a conversation that was first opened offline is there when the line is back", async () => {
  const cellar = await createGroup(app, ben, [mia], "Cellar");
  const { seq } = await send(app, ben, cellar, "The lamp is broken");
  await ask(app, mia, MarkReadDocument, { conversationId: cellar, seq });
  await conversation("Cellar").waitFor();
  await page.context().setOffline(true);
  await conversation("Cellar").click();
  const failure = page.getByRole("main").getByRole("alert");
  await failure.getByText("The server cannot be reached.").waitFor();
  await page.context().setOffline(false);
  await row(page, "The lamp is broken").waitFor();
  await failure.waitFor({ state: "hidden" });
});

test("the badge, the title and the icon of the tab count what no page has loaded", async () => {
  for (let at = 0; at < GROUPS; at += 1) {
    const group = await createGroup(app, ben, [mia], `Group ${at}`);
    await send(app, ben, group, `Hello number ${at}`);
  }
  await page.goto("about:blank");
  await page.goto(app.origin);
  const rail = page.getByRole("navigation", { name: "Main" });
  await rail.getByRole("link", { name: new RegExp(`^Chats.*${GROUPS} unread`) }).waitFor();
  expect(await page.title()).toBe(`(${GROUPS}) Confab`);
  const icon = (): Promise<string> => page.evaluate(`document.querySelector("[rel=icon]").href`);
  expect(await icon()).toBe(`${app.origin}/icon-unread.svg`);
  await page.goto(`${app.origin}/#/settings/notifications`);
  await page.getByLabel("Mark the icon of the tab").click();
  await until("it is not marked", async () => (await icon()) === `${app.origin}/icon.svg`);
});
