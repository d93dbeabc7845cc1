import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { launchBrowser } from "../support/browser.js";
import { until } from "../support/graphql.js";
import { startProgram } from "../support/script.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-shop-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isUp = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    () => true,
    () => false,
  );

test("`npm run shop` brings all that the shop needs, and takes it away with it", async () => {
  const [port, shopPort] = [await freePort(), await freePort()];
  const origins = [port, shopPort].map((one) => `http://localhost:${one}`);
  const shop = startProgram("npm", ["run", "shop"], {
    ...{ NODE_ENV: "development", PORT: String(port), SHOP_PORT: String(shopPort) },
    ...{ DATA_DIR: join(folder, "data"), MONGO_DB_URI: undefined },
  });
  const { browser, close } = await launchBrowser();
  try {
    await Promise.race([
      shop.line("The shop is open"),
      shop.exited.then((code) => {
        throw new Error(`it ended with code ${code}:\n${shop.output.join("\n")}`);
      }),
    ]);
    const page = await browser.newPage();
    await page.goto(origins[1] ?? "");
    await page.getByLabel("Name").fill("Kim");
    await page.getByLabel("Password").fill("shop");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("button", { name: "Buy a lamp" }).click();
    const chat = page.getByRole("form", { name: "Chat" });
    await chat.getByText("lamp, new").waitFor();
    await chat.getByLabel("Message").fill("Is it the green one?");
    await chat.getByRole("button", { name: "Send" }).click();
    await chat.getByText("Is it the green one?").waitFor();
    await page.close();

    shop.process.kill("SIGTERM");
    await shop.exited;
    await until("nothing of it runs", async () => {
      const up = await Promise.all(origins.map(isUp));
      return !up.includes(true);
    });
    await until("it says so", () => shop.output.includes("Stopped."));
  } finally {
    await close();
    shop.process.kill("SIGKILL");
  }
  expect(shop.output.filter((line) => /error/i.test(line))).toEqual([]);
}, 300_000);
