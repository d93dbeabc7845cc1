import { createHash, type Hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const NOT_SOURCES = new Set(["node_modules", "dist"]);

/** One value for the names and the content of all files below the paths; a missing path counts as empty. */
export async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) await add(hash, path);
  return hash.digest("hex");
}

async function add(hash: Hash, path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    const content = await readFile(path).catch(() => "");
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  const names = entries.map((entry) => entry.name).filter((name) => !NOT_SOURCES.has(name));
  for (const name of names.sort()) await add(hash, join(path, name));
}
