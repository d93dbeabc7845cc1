import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "./build/build.js";
import { type Supervised, supervise } from "./process/supervise.js";
import { whenNpmIsGone } from "./process/npm-gone.js";
import { bringTestDatabase } from "./test-database.js";
import { testFolder } from "./test-folder.js";
import { needTestTools } from "./tools.js";
import { readReport, REPORT } from "./test-report.js";

const GRACE_MS = 5_000;

let jest: Supervised | null = null;

/** The tests end first, so that what they have started is cleaned up; then the rest as usual. */
function stop(): void {
  if (jest === null) process.exit(130);
  void jest.stop();
}

async function main(): Promise<number> {
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  whenNpmIsGone(stop);
  await needTestTools();
  const [database] = await Promise.all([bringTestDatabase(testFolder), build()]);
  await rm(REPORT, { force: true });
  await mkdir(dirname(REPORT), { recursive: true });
  const script = join("node_modules", "jest", "bin", "jest.js");
  const report = ["--json", `--outputFile=${REPORT}`];
  jest = await supervise(
    process.execPath,
    ["--experimental-vm-modules", "--no-warnings", script, ...report, ...process.argv.slice(2)],
    { env: { ...process.env, ...database.env }, output: "inherit", graceMs: GRACE_MS },
  );
  const code = await jest.exited;
  await database.stop();
  const { passed, failed, retried } = await readReport();
  const bad = failed > 0 || passed === 0 || code !== 0;
  console.log(`tests that were run again after a failure: ${retried}`);
  console.log(`${passed} passed, ${failed} failed`);
  return bad ? code || 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    console.log("0 passed, 1 failed");
    process.exit(1);
  },
);
