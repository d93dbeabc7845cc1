// `npm run bench`: brings what only benchmarks need, builds the product and the peers, and runs.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const installed = `${here}node_modules/.package-lock.json`;
const wanted = `${here}package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs)
  run("npm", ["ci", "--no-audit", "--no-fund"], here);
run("npx", ["tsc", "-p", "tsconfig.build.json"]);
run("npx", ["tsc", "-p", "bench/peers/tsconfig.json"]);
run("npx", ["tsx", "bench/run.ts", ...process.argv.slice(2)]);
