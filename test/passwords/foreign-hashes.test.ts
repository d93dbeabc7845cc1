import { expect, test } from "@jest/globals";
import { takeOver } from "../../src/account/passwords/foreign-hash.js";
import { ForeignPasswords } from "../../src/account/passwords/foreign-passwords.js";
import type { PasswordHashing } from "../../src/account/passwords/password-hashing.js";
import { readPhc } from "../../src/account/passwords/phc-hash.js";
import { PasswordThreads } from "../../src/adapters/password-threads.js";
import { PHC_HASHES } from "../transfer/old-database.js";

const SALT = "GPooqBbLYhiy0bvYOt7oOg";
const HASH = "k8CUAijCUj/OEsF8k7resgo5cu0CvrCPIYu8bE5o5Bs";
const scrypt = (cost: string) => `$scrypt$${cost}$${SALT}$${HASH}`;
const argon2 = (cost: string) => `$argon2id$v=19$${cost}$${SALT}$${HASH}`;
const lossOf = (hash: string, hasArgon2 = true) => {
  const taken = takeOver(hash, hasArgon2);
  return "loss" in taken ? taken.loss : null;
};

test("the hashes of argon2 and scrypt are taken over, with their costs in any order", () => {
  for (const hash of [...PHC_HASHES, argon2("m=131072,t=8,p=16"), scrypt("p=2,r=8,ln=17")])
    expect(takeOver(hash, true)).toEqual({ stored: `phc:${hash}` });
});

test("A-159: a hash that asks for more memory or time than a login may is never run", () => {
  for (const hash of [
    ...["ln=18,r=8,p=1", "ln=30,r=8,p=1", "ln=10,r=512,p=99", "ln=17,r=8,p=3"].map(scrypt),
    ...["ln=1,r=9999999999,p=9999999999", "ln=60,r=8,p=1"].map(scrypt),
    ...["m=131073,t=1,p=1", "m=65536,t=17,p=1", "m=1024,t=1,p=17"].map(argon2),
    ...["m=8,t=9999999999,p=1", "m=9999999999,t=1,p=1"].map(argon2),
  ])
    expect([hash, lossOf(hash)]).toEqual([hash, expect.stringContaining("more work than a login")]);
});

test("what is not well formed is refused", () => {
  for (const hash of [
    ...["", "ln=10,r=8", "ln=10,r=8,p=1,x=1", "ln=10,r=8,r=8", "ln=0,r=8,p=1"].map(scrypt),
    ...["ln=1e1,r=8,p=1", "ln=-1,r=8,p=1", "ln=010,r=8,p=1", "ln=10=1,r=8,p=1"].map(scrypt),
    ...["m=1024,t=2", "m=7,t=1,p=1", "m=16,t=1,p=4", "m=1024,t=2,p=1,data=aa"].map(argon2),
    `$scrypt$ln=10,r=8,p=1$${SALT}`,
    `$scrypt$ln=10,r=8,p=1$${SALT}$${HASH}$`,
    `$scrypt$ln=10,r=8,p=1$c2FsdA$${HASH}`,
    `$scrypt$ln=10,r=8,p=1$${SALT}=$${HASH}`,
    `$scrypt$ln=10,r=8,p=1$${SALT.slice(0, -1)}h$${HASH}`,
    `$argon2id$v=20$m=1024,t=2,p=1$${SALT}$${HASH}`,
    `$argon2x$v=19$m=1024,t=2,p=1$${SALT}$${HASH}`,
    `$argon2id$v=19$m=1024,t=2,p=1$${SALT}$AAAA`,
    `${argon2("m=1024,t=2,p=1")}\n`,
  ])
    expect([hash, lossOf(hash)]).toEqual([hash, expect.stringContaining("is not known")]);
});

test("without the optional package it is said why nobody gets in by argon2", () => {
  expect(lossOf(argon2("m=1024,t=2,p=1"), false)).toContain("@node-rs/argon2 is not here");
  expect(lossOf(scrypt("ln=10,r=8,p=1"), false)).toBeNull();
});

test("they are checked beside the event loop", async () => {
  const threads = new PasswordThreads();
  const [, read] = [threads.hasArgon2, readPhc(scrypt("ln=14,r=8,p=4"))];
  if (read === null || read === "too costly") throw new Error("not read");
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  expect(await threads.matchesPhc("something else", read)).toBe(false);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(5);
  await threads.stop();
});

/** By a clock that the work itself moves on; a load makes all of it slower. */
function timed(phcMs: number, load: number) {
  let ms = 0;
  const hashing: PasswordHashing = {
    hash: (_text, rounds) => Promise.resolve((ms += load * 2 ** rounds)).then(() => ""),
    matches: () => Promise.reject(new Error("this is no bcrypt")),
    roundsOf: () => 0,
    matchesPhc: () => Promise.resolve((ms += load * phcMs)).then(() => true),
    hasArgon2: true,
  };
  const foreign = new ForeignPasswords(hashing, 12, () => ms);
  return { foreign, spent: () => ms };
}

test("A-160: to check them takes as long as one of ours, under any load", async () => {
  for (const phcMs of [1, 300, 2_047, 3_500])
    for (const load of [1, 7]) {
      const { foreign, spent } = timed(phcMs, load);
      expect(await foreign.matches("password", PHC_HASHES[0])).toBe(true);
      expect(Math.abs(spent() / load / 2 ** 12 - 1)).toBeLessThan(0.01);
    }
  const slow = timed(2 ** 14, 1);
  await slow.foreign.matches("password", PHC_HASHES[0]);
  expect(slow.spent()).toBe(2 ** 14 + 2 ** 9);
  // One that is stored beyond all bounds costs what ours costs.
  const huge = timed(1e9, 1);
  expect(await huge.foreign.matches("password", scrypt("ln=30,r=8,p=1"))).toBe(false);
  expect(huge.spent()).toBeLessThanOrEqual(2 ** 12);
});
