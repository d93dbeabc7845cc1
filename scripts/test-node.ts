import { join } from "node:path";
import { fetchOrMake } from "./cache/cache.js";
import { supervise } from "./process/supervise.js";
import { run } from "./process/run.js";

/** Runs the tests on another Node, from its npm package: `npm run test:node -- 24 [paths]`. */
async function main([version, ...rest]: string[]): Promise<number> {
  if (!version || !/^\d+(\.\d+){0,2}$/.test(version)) {
    console.error("Which Node? For example: npm run test:node -- 24 test/sessions");
    return 1;
  }
  const name = `node-${process.platform}-${process.arch}`;
  const full = await run("npm", ["view", `${name}@${version}`, "version", "--json"]);
  const versions = [JSON.parse(full) as string | string[]].flat();
  const newest = versions.at(-1);
  if (!newest) throw new Error(`npm has no ${name}@${version}`);
  const node = await fetchOrMake({
    name: "node",
    version: newest,
    title: `Fetching Node ${newest}`,
    executable: join("node_modules", name, "bin", "node"),
    make: async (folder) => {
      await run("npm", ["install", "--no-save", "--prefix", folder, `${name}@${newest}`]);
    },
  });
  console.log(`Node ${newest}`);
  const tests = await supervise(node, ["--import", "tsx", "scripts/test.ts", ...rest], {
    env: { ...process.env, PATH: `${join(node, "..")}:${process.env["PATH"] ?? ""}` },
    output: "inherit",
    graceMs: 10_000,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void tests.stop());
  return tests.exited;
}

process.exitCode = await main(process.argv.slice(2));
