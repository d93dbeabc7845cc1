import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { PasswordThreads } from "../../src/adapters/password-threads.js";

let hashing: PasswordThreads;
beforeEach(() => {
  hashing = new PasswordThreads();
});
afterEach(() => hashing.stop());

/** The nice value of a thread of this process; the first one has the process's number. */
function priorityOf(id: number | string): number {
  const stat = readFileSync(`/proc/self/task/${id}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
}

const priorities = (): number[] => readdirSync("/proc/self/task").map(priorityOf);

test("hashes and compares, several at once", async () => {
  const texts = Array.from({ length: 4 }, (_, at) => `secret ${at}`);
  const hashed = await Promise.all(texts.map((text) => hashing.hash(text, 4)));
  expect(new Set(hashed).size).toBe(4);
  const [first = "", second = ""] = hashed;
  expect(hashing.roundsOf(first)).toBe(4);
  expect(await hashing.matches("secret 0", first)).toBe(true);
  expect(await hashing.matches("secret 0", second)).toBe(false);
});

test("a thread that fails takes its own job with it and no other", async () => {
  await expect(hashing.hash(7 as unknown as string, 4)).rejects.toThrow();
  const hashed = await hashing.hash("secret", 4);
  expect(await hashing.matches("secret", hashed)).toBe(true);
});

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("only the threads that hash have the lowest priority", async () => {
  const before = priorities().filter((nice) => nice === 19).length;
  await Promise.all([hashing.hash("one", 4), hashing.hash("two", 4)]);
  expect(priorities().filter((nice) => nice === 19)).toHaveLength(before + 2);
  expect(priorityOf(process.pid)).toBe(0);
});

test("A-79: how strong a password is, is found out beside the event loop", async () => {
  const judged = hashing.strength("correct horse battery staple 7", ["confab"]);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  expect(await judged).toBe(4);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(0);
  expect(await hashing.strength("password12", [])).toBeLessThan(3);
  expect(priorities()).toContain(10);
});
