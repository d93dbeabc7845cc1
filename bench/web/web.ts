import "reflect-metadata";
import type { Browser, Page } from "playwright-core";
import { build } from "../../scripts/build/build.js";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { startApp, type TestApp } from "../../test/support/app.js";
import { launchBrowser } from "../../test/support/browser.js";
import { median } from "../harness/median.js";
import { arrive } from "./arrivals.js";
import { openLongChat } from "./chat-page.js";
import { firstChats } from "./first-chats.js";
import { scroll } from "./scrolling.js";
import { slowDown, SLOWER } from "./slow-phone.js";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
/** Interactive is the end of the last long task before so much quiet. */
const QUIET_MS = 5_000;

interface Visit {
  /** Bytes over the network, by kind. */
  readonly script: number;
  readonly style: number;
  readonly all: number;
  readonly firstPaint: number;
  readonly usable: number;
  readonly interactive: number;
  readonly blocked: number;
}

/** What the web client weighs, and when somebody with a slow phone can use it. */
async function main(): Promise<void> {
  const [database] = await Promise.all([bringTestDatabase(), build()]);
  Object.assign(process.env, database.env);
  const app = await startApp();
  const { browser, close } = await launchBrowser();
  try {
    const visits: Visit[] = [];
    for (let round = 0; round < ROUNDS; round += 1) visits.push(await visit(browser, app.origin));
    report(visits);
    const took = median(await firstChats(browser, app, ROUNDS));
    console.log(`the chats of somebody who is signed in   ${(took / 1_000).toFixed(1)} s`);
    await reportChat(app, browser);
  } finally {
    await close();
    await app.stop();
    await database.stop();
  }
}

async function visit(browser: Browser, origin: string): Promise<Visit> {
  const page = await browser.newPage();
  await slowDown(page);
  await page.addInitScript(() => {
    const tasks: number[][] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
    }).observe({ type: "longtask" as never, buffered: true });
  });
  await page.goto(origin);
  await page.getByRole("button", { name: "Create an account" }).waitFor();
  const usable = await page.evaluate(() => performance.now());
  await page.waitForTimeout(QUIET_MS);
  const measured = await measure(page, usable);
  await page.close();
  return measured;
}

async function measure(page: Page, usable: number): Promise<Visit> {
  const { files, tasks, firstPaint } = await page.evaluate(() => ({
    files: [
      ...performance.getEntriesByType("resource"),
      ...performance.getEntriesByType("navigation" as never),
    ].map((entry) => ({
      name: entry.name,
      bytes: (entry as unknown as { readonly transferSize: number }).transferSize,
    })),
    tasks: (globalThis as unknown as { longTasks: [number, number][] }).longTasks,
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  }));
  const size = (ending: string): number =>
    files.reduce((sum, { name, bytes }) => sum + (name.endsWith(ending) ? bytes : 0), 0);
  const late = tasks.filter(([start]) => start >= firstPaint);
  return {
    ...{ script: size(".js"), style: size(".css"), all: size(""), firstPaint, usable },
    interactive: Math.max(firstPaint, ...late.map(([start, duration]) => start + duration)),
    blocked: late.reduce((sum, [, duration]) => sum + duration - 50, 0),
  };
}

function report(visits: readonly Visit[]): void {
  const middle = (key: keyof Visit): number => median(visits.map((one) => one[key]));
  const kB = (key: keyof Visit): string => `${(middle(key) / 1_000).toFixed(0)} kB`;
  const seconds = (key: keyof Visit): string => `${(middle(key) / 1_000).toFixed(1)} s`;
  console.log(`Sign-in page, medians of ${visits.length} visits without a cache`);
  console.log(`over the network   script ${kB("script")}, style ${kB("style")}, all ${kB("all")}`);
  console.log(
    `processor ${SLOWER} x slower, slow 4G   first paint ${seconds("firstPaint")}, usable ${seconds("usable")}, ` +
      `interactive ${seconds("interactive")}, blocked ${middle("blocked").toFixed(0)} ms`,
  );
}

/** A conversation of so many messages. */
const MESSAGES = Number(process.env["BENCH_MESSAGES"] ?? 100_000);

async function reportChat(app: TestApp, browser: Browser): Promise<void> {
  const chat = await openLongChat(browser, app, { messages: MESSAGES, slower: SLOWER });
  const { frames, nodes, pixels } = await scroll(chat.page);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(
    `${MESSAGES.toLocaleString("en")} messages, processor ${SLOWER} x slower   wheel over ${pixels} px: ` +
      `frames p50 ${ms(quantile(frames, 0.5))}, p95 ${ms(quantile(frames, 0.95))}; ${nodes} nodes`,
  );
  const tasks = await arrive(app, chat);
  console.log(
    `20 messages a second   longest task ${ms(Math.max(0, ...tasks))} (${tasks.length} above 50 ms)`,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

await main();
process.exit(0);
