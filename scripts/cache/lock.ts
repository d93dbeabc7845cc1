import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startOf } from "../process/is-alive.js";

const SETTLE_MS = 100;

/** What stands in a lock file. A pid alone may have been given to another process meanwhile. */
export interface Owner {
  readonly pid: number;
  readonly start: string | null;
  readonly token: string;
}

export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock, or returns who has it. A lock whose owner is dead is taken over. */
export async function tryLock(file: string): Promise<Lock | Owner> {
  await mkdir(dirname(file), { recursive: true });
  const mine: Owner = { pid: process.pid, start: await startOf(process.pid), token: randomUUID() };
  for (;;) {
    if (await place(file, mine)) {
      // Two that break the same stale lock at once could both believe to have it for a moment.
      await sleep(SETTLE_MS);
      if ((await read(file))?.token === mine.token) {
        return { release: () => rm(file, { force: true }) };
      }
    }
    const owner = await read(file);
    if (owner && (await isAlive(owner.pid, owner.start))) return owner;
    if (owner) await takeAway(file, owner);
  }
}

/** Waits for the lock; `onWait` hears who has it, every second. */
export async function waitForLock(file: string, onWait: (owner: Owner) => void): Promise<Lock> {
  for (;;) {
    const got = await tryLock(file);
    if ("release" in got) return got;
    onWait(got);
    await sleep(1_000);
  }
}

/** A link appears with its whole content or not at all, and never over another. */
async function place(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes exactly the lock that was seen: a newer one that came between is put back. */
async function takeAway(file: string, seen: Owner): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const taken = await read(aside);
  if (taken && taken.token !== seen.token) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function read(file: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Owner;
  } catch (error) {
    if (error instanceof SyntaxError) return { pid: 0, start: null, token: "" };
    return null;
  }
}
