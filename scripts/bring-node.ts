import { join } from "node:path";
import { fetchOrMake } from "./cache/cache.js";
import { run } from "./process/run.js";

export interface BroughtNode {
  readonly version: string;
  /** The path of its executable. */
  readonly executable: string;
}

/** The newest Node of a version (24, 24.1), from its npm package: the machine's stays as it is. */
export async function bringNode(version: string): Promise<BroughtNode> {
  const name = `node-${process.platform}-${process.arch}`;
  const full = await run("npm", ["view", `${name}@${version}`, "version", "--json"]);
  const versions = [JSON.parse(full) as string | string[]].flat();
  const newest = versions.at(-1);
  if (!newest) throw new Error(`npm has no ${name}@${version}`);
  const executable = await fetchOrMake({
    name: "node",
    version: newest,
    title: `Fetching Node ${newest}`,
    executable: join("node_modules", name, "bin", "node"),
    make: async (folder) => {
      await run("npm", ["install", "--no-save", "--prefix", folder, `${name}@${newest}`]);
    },
  });
  return { version: newest, executable };
}
