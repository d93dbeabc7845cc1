import { type Browser, chromium } from "playwright-core";

interface LaunchedBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts the system's Chromium, or the one at CHROMIUM_PATH; playwright-core brings none of its own. */
export async function launchBrowser(): Promise<LaunchedBrowser> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return { browser, close: () => browser.close() };
}
