import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isExecutable } from "../process/on-path.js";
import { type Progress, showProgress } from "../progress.js";
import { waitForLock } from "./lock.js";

/** One thing that is made once and kept outside the checkout. */
export interface Recipe {
  readonly name: string;
  readonly version: string;
  /** For the progress lines, as in "Building the database server (once, some minutes)". */
  readonly title: string;
  /** Relative path of an executable that is there when the thing is whole. */
  readonly executable: string;
  /** Fills the folder. It may be moved afterwards, so nothing may depend on its path. */
  make(folder: string, progress: Progress): Promise<void>;
}

export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "confab");
}

/** Path of the executable if it has been made, else null. */
export async function lookUp(recipe: Recipe): Promise<string | null> {
  const file = join(folderOf(recipe), recipe.executable);
  return (await isExecutable(file)) ? file : null;
}

/**
 * Makes the thing unless it is there. It is made in a folder aside and renamed when whole, so an
 * interrupted run leaves nothing that looks finished; runs at the same time wait for the first.
 */
export async function fetchOrMake(recipe: Recipe): Promise<string> {
  const there = await lookUp(recipe);
  if (there !== null) return there;
  const folder = folderOf(recipe);
  const progress = showProgress(recipe.title);
  const lock = await waitForLock(`${folder}.lock`, (owner) =>
    progress.note(`process ${owner.pid} is at it, waiting`),
  );
  try {
    const meanwhile = await lookUp(recipe);
    if (meanwhile !== null) return meanwhile;
    await removeLeftovers(folder);
    const draft = `${folder}.part-${process.pid}`;
    await mkdir(draft, { recursive: true });
    await recipe.make(draft, progress);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return join(folder, recipe.executable);
  } finally {
    progress.end();
    await lock.release();
  }
}

function folderOf(recipe: Recipe): string {
  const key = `${recipe.name}-${recipe.version}-${process.platform}-${process.arch}`;
  return join(cacheFolder(), key);
}

/** Under the lock nobody else is making it, so every part is of a run that was interrupted. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(cacheFolder());
  const parts = names.map((name) => join(cacheFolder(), name));
  for (const part of parts.filter((path) => path.startsWith(`${folder}.part-`))) {
    await rm(part, { recursive: true, force: true });
  }
}
