import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { launchBrowser } from "../support/browser.js";
import { startScript } from "../support/script.js";

let folder: string;
let port: number;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-first-"));
  port = await freePort();
  origin = `http://localhost:${port}`;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("A-95: from an empty folder, `npm start -- --demo` lets anybody go on as Ada, and Ctrl-C ends it", async () => {
  const server = startScript("../scripts/start.ts", ["--demo"], {
    ...{ NODE_ENV: "development", PORT: String(port), DATA_DIR: join(folder, "data") },
    MONGO_DB_URI: undefined,
    // Hashing has a low priority: what else a busy machine does would keep people waiting for minutes.
    SALT_ROUND: "4",
  });
  const { browser, close } = await launchBrowser();
  try {
    await Promise.race([
      server.line("The workspace is there"),
      server.exited.then((code) => {
        throw new Error(`it ended with code ${code}:\n${server.output.join("\n")}`);
      }),
    ]);
    const page = await browser.newPage();
    await page.goto(origin);
    await page.getByRole("button", { name: "Continue as Ada" }).click();
    await page.getByRole("heading", { name: "Chats" }).waitFor();
    await page
      .getByRole("link", { name: /unread/ })
      .first()
      .waitFor();
    await page.close();

    const demo = startScript("../scripts/demo.ts", [origin]);
    expect([await demo.exited, demo.output.at(-1)]).toEqual([
      0,
      "Nothing is missing, nothing came twice, all in order.",
    ]);

    server.process.kill("SIGINT");
    expect(await server.exited).toBe(0);
    expect(server.output.some((line) => line.startsWith("Stopping:"))).toBe(true);
    expect(server.output.at(-1)).toBe("Stopped.");
  } finally {
    await close();
    server.process.kill("SIGKILL");
  }
}, 600_000);

test("without a server the demonstration says so in a sentence", async () => {
  const demo = startScript("../scripts/demo.ts", [`http://localhost:${await freePort()}`]);
  expect(await demo.exited).toBe(1);
  expect(demo.output).toEqual([expect.stringMatching(/^There is no server at .*npm start/)]);
});
