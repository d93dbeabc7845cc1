import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { UpsertUsersDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { openDirect, send } from "../support/conversations.js";
import { ask, backend } from "../support/services.js";
import { byApi, go, signUpInBrowser, visit } from "../support/web-chat.js";

const SHOWN = "https://pictures.example.com";
/** One pixel. */
const GIF = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

type Launched = Awaited<ReturnType<typeof launchBrowser>>;

let launched: Launched;
let app: TestApp;
beforeAll(async () => {
  launched = await launchBrowser();
  app = await startApp({ env: { IMAGE_ORIGINS: SHOWN, GROUP_INVITES: "EVERYONE" } });
}, 120_000);
afterAll(async () => {
  await launched.close();
  await app.stop();
});

test("pictures of an app's own are shown from where it is said, and nothing else is asked for", async () => {
  const visitor = await visit(launched.browser, app, "Cyd");
  const { page, complaints } = visitor;
  const asked: string[] = [];
  await page.route(/example\.(com|net)/, (route) => {
    asked.push(route.request().url());
    if (route.request().url().endsWith("gone.gif")) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: "image/gif", body: GIF });
  });
  const shop = await backend(app, ["USERS_WRITE"]);
  const pictures = {
    Ann: `${SHOWN}/ann.gif`,
    Ben: "https://other.example.net/ben.gif",
    Dan: `${SHOWN}/gone.gif`,
  };
  const users = Object.entries(pictures).map(([name, avatarUrl]) => ({
    ...{ externalId: randomUUID(), name, avatarUrl },
  }));
  const upserted = await ask(app, shop.headers, UpsertUsersDocument, { users });
  await signUpInBrowser(app, visitor);
  const cyd = await byApi(app, visitor);
  for (const { user } of upserted.data.upsertUsers)
    await send(app, cyd, await openDirect(app, cyd, { ...cyd, id: user.id }), "hello");
  await go(page, "Chats");
  const avatarOf = (name: string) =>
    page.getByRole("link", { name: new RegExp(name) }).locator(".avatar");
  await avatarOf("Ann").locator("img").waitFor();
  await avatarOf("Dan").and(page.locator('[data-initials="D"]')).waitFor();
  expect(await avatarOf("Ann").getAttribute("data-initials")).toBe("");
  expect(await avatarOf("Ben").getAttribute("data-initials")).toBe("B");
  expect(await avatarOf("Ben").locator("img").count()).toBe(0);
  expect(new Set(asked)).toEqual(new Set([pictures.Ann, pictures.Dan]));
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  const { headers } = await fetch(new URL("/", app.url), { headers: { accept: "text/html" } });
  const policy = headers.get("content-security-policy") ?? "";
  const images = /img-src ([^;]*)/.exec(policy)?.[1]?.split(" ") ?? [];
  expect(images).toContain(SHOWN);
  expect(images).not.toContain("https:");
});

test.each([
  "http://pictures.example.com",
  "https://pictures.example.com/",
  "pictures",
  "https://*",
])("a server does not start with %s as an origin", async (origin) => {
  await expect(startApp({ env: { IMAGE_ORIGINS: origin } })).rejects.toThrow(
    /IMAGE_ORIGINS|origins like/,
  );
});
