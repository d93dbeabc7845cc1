import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { freePort } from "../../scripts/database/port.js";
import { launchBrowser } from "../support/browser.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { backend } from "../support/services.js";

const folder = new URL("../../examples/shop/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const SCOPES = [
  ...["USERS_WRITE", "TOKENS_ISSUE", "ACT_AS"],
  ...["CONVERSATIONS_WRITE", "MESSAGES_WRITE"],
] as const;

let nodes: NodePair;
let shop: ChildProcess;
let origin: string;
let open: (name: string) => Promise<Page>;
let close: () => Promise<void>;
const complaints: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  nodes = await startNodePair({ env: { CORS_ORIGINS: origin } });
  const { secret } = await backend(nodes.here, SCOPES, { name: "Shop" });
  // The shop asks one node, which its pages ask as well.
  const env = { CONFAB_URL: nodes.there.url, CONFAB_KEY: secret, SHOP_PORT: String(port) };
  shop = spawn(process.execPath, ["start.mjs"], {
    cwd: fileURLToPath(folder),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (shop.stdout) await once(shop.stdout, "data");
  const { browser, close: closeBrowser } = await launchBrowser();
  close = closeBrowser;
  open = async (name) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
    await page.goto(origin);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill("shop");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: `Hello, ${name}` }).waitFor();
    return page;
  };
}, 180_000);
afterAll(async () => {
  shop.kill();
  await close();
  await nodes.stop();
});

test("buyer and seller talk beside an order, whose card changes, and the bot says so", async () => {
  const [kim, sam] = [await open("Kim"), await open("Sam")];
  await kim.getByRole("button", { name: "Buy a lamp" }).click();
  const chat = (page: Page) => page.getByRole("form", { name: "Chat" });
  await chat(kim).getByText("lamp, new").waitFor();
  await chat(kim).getByLabel("Message").fill("Is it the green one?");
  await chat(kim).getByRole("button", { name: "Send" }).click();

  await sam.getByRole("button", { name: "Look for orders" }).click();
  await sam.getByRole("button", { name: /^Order .* lamp, new$/ }).click();
  await chat(sam)
    .getByText("Kim : Is it the green one?")
    .or(chat(sam).getByText("Is it the green one?"))
    .waitFor();
  await chat(sam).getByLabel("Message").fill("It is.");
  await chat(sam).getByRole("button", { name: "Send" }).click();
  await chat(kim).getByText("It is.").waitFor();

  await sam.getByRole("button", { name: "Ship" }).click();
  for (const page of [kim, sam]) {
    await chat(page).getByText("lamp, shipped").waitFor();
    await chat(page).getByText("Your lamp is on its way.").waitFor();
    expect(await chat(page).getByText("Your lamp is on its way.").innerText()).toContain(
      "Shop bot",
    );
    expect(await chat(page).locator("p").count()).toBe(4);
  }
  expect(complaints).toEqual([]);
}, 120_000);

test("somebody else sees neither the order nor its chat", async () => {
  const lee = await open("Lee");
  expect(await lee.getByRole("list", { name: "Orders" }).getByRole("listitem").count()).toBe(0);
});

test("little of the example is about chat", () => {
  const isWritten = (line: string): boolean => line.trim() !== "";
  const parts = read("shop.mjs").split(/^ *\/\/ (?:chat \{|\} chat)$/m);
  const onServer = parts.filter((_, at) => at % 2 === 1).flatMap((part) => part.split("\n"));
  expect(parts.length % 2).toBe(1);
  expect(onServer.filter(isWritten).length).toBeLessThanOrEqual(30);
  // What is not marked is not about it.
  const rest = parts.filter((_, at) => at % 2 === 0).join("\n");
  expect(rest.replaceAll("confabUrl", "")).not.toMatch(/confab\(|say\(|mutation|graphql/i);
  const onPage = [
    ...read("page/chat.jsx").split("\n"),
    ...read("page/page.jsx")
      .split("\n")
      .filter((line) => /chat/i.test(line)),
  ];
  expect(onPage.filter(isWritten).length).toBeLessThanOrEqual(40);
});
