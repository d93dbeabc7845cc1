import { chmodSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

const OTHERS = 0o077;

/**
 * Makes the folder if need be, and keeps what is in it, and what will be, from the machine's other
 * users: it holds secrets, mails and a database. Programs started from here inherit that.
 */
export function keepPrivate(folder: string): void {
  process.umask(OTHERS);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  tighten(folder, true);
}

/** The same for a service, which may keep millions of files and has no need of the folder yet. */
export function keepPrivateWhereOpen(folder: string): void {
  process.umask(OTHERS);
  tighten(folder, false);
}

/** A folder of an earlier version was open to all. Links are left alone: they lead elsewhere. */
function tighten(path: string, whole: boolean): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || found.isSymbolicLink()) return;
  const isOpen = (found.mode & OTHERS) !== 0;
  if (isOpen) chmodOwn(path, found.mode & 0o700);
  if (found.isDirectory() && (isOpen || whole))
    for (const name of readdirSync(path)) tighten(join(path, name), whole);
}

/** Somebody else's folder, such as a volume's, is not ours to change. */
function chmodOwn(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EPERM" && code !== "ENOENT") throw error;
    if (code === "EPERM")
      console.warn(`${path} belongs to another user of this machine, who may open it to others.`);
  }
}
