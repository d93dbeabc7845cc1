import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";

/**
 * Null: there is no such file, or it leads out of the folder, also by a link. Lines may come from
 * others: they name no other file of this machine.
 */
export async function pathWithin(folder: string, path: string): Promise<string | null> {
  const found = await realpath(resolve(folder, path)).catch(() => null);
  if (found === null) return null;
  const inside = relative(await realpath(folder), found);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? null : found;
}
