import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryLock } from "../../scripts/cache/lock.js";
import { type Script, startScript } from "../support/script.js";

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), "confab-cache-"))));
afterEach(async () => rm(home, { recursive: true, force: true }));

const make = (ms: number, outcome = "whole"): Script =>
  startScript("scripts/making.ts", [String(ms), outcome], { XDG_CACHE_HOME: home });

async function timesMade(): Promise<number> {
  return (await readFile(join(home, "confab", "made.log"), "utf8")).trim().split("\n").length;
}

async function names(): Promise<string[]> {
  return (await readdir(join(home, "confab"))).filter((name) => name.startsWith("thing"));
}

test("two that need it at once make it once", async () => {
  const both = [make(1_000), make(1_000)];
  expect(await Promise.all(both.map((one) => one.exited))).toEqual([0, 0]);
  const [first, second] = await Promise.all(both.map((one) => one.line("file ")));
  expect(first).toBe(second);
  expect(await timesMade()).toBe(1);
  expect(await names()).toHaveLength(1);
});

test("what was interrupted is never taken for whole, and is made again", async () => {
  const interrupted = make(60_000);
  await interrupted.line("making");
  interrupted.process.kill("SIGKILL");
  await interrupted.exited;
  expect(await names()).toContainEqual(expect.stringContaining(".part-"));
  expect(await make(0).exited).toBe(0);
  expect(await timesMade()).toBe(2);
  expect(await names()).toEqual([expect.stringMatching(/^thing-1-\w+-\w+$/)]);
});

test("one that waits takes over when the one that makes it dies", async () => {
  const first = make(60_000);
  await first.line("making");
  const second = make(0);
  await second.line("Making the thing");
  first.process.kill("SIGKILL");
  expect(await second.exited).toBe(0);
  expect(await timesMade()).toBe(2);
});

test("a failure says why and does not stand in the way of the next", async () => {
  const failing = make(0, "broken");
  expect(await failing.exited).toBe(1);
  expect(failing.output.join("\n")).toContain("the compiler is too old");
  expect(await make(0).exited).toBe(0);
});

test("of many that find a dead owner's lock one gets it", async () => {
  const file = join(home, "lock");
  await writeFile(file, JSON.stringify({ pid: 2 ** 30, start: "1", token: "dead" }));
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => tryLock(file)));
  expect(outcomes.filter((outcome) => "release" in outcome)).toHaveLength(1);
});
