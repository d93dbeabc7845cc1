import { join } from "node:path";
import { bringNode } from "./bring-node.js";
import { supervise } from "./process/supervise.js";

/** Runs the tests on another Node, from its npm package: `npm run test:node -- 24 [paths]`. */
async function main([version, ...rest]: string[]): Promise<number> {
  if (!version || !/^\d+(\.\d+){0,2}$/.test(version)) {
    console.error("Which Node? For example: npm run test:node -- 24 test/sessions");
    return 1;
  }
  const { version: full, executable: node } = await bringNode(version);
  console.log(`Node ${full}`);
  const tests = await supervise(node, ["--import", "tsx", "scripts/test.ts", ...rest], {
    env: { ...process.env, PATH: `${join(node, "..")}:${process.env["PATH"] ?? ""}` },
    output: "inherit",
    graceMs: 10_000,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void tests.stop());
  return tests.exited;
}

process.exitCode = await main(process.argv.slice(2));
