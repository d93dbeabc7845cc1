import { parseArgs } from "node:util";
import { supervise } from "./process/supervise.js";

const USAGE = "npm run chaos -- --minutes 30 --seed 1 --nodes 3";

/** A whole number from 1 on, or whatever else a run takes by itself. */
function count(name: string, given: string | undefined): Record<string, string> {
  if (given === undefined) return {};
  if (!/^[1-9]\d{0,9}$/.test(given)) throw new Error(`--${name} is a whole number: ${USAGE}`);
  return { [name]: given };
}

/** The chaos test alone, for longer or once more with the same faults. Its report: reports/chaos. */
async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { minutes: text, seed: text, nodes: text } });
  const { minutes } = count("minutes", values.minutes);
  const { seed } = count("seed", values.seed);
  const { nodes } = count("nodes", values.nodes);
  const env = {
    ...process.env,
    ...(minutes && { CHAOS_SECONDS: String(Number(minutes) * 60) }),
    ...(seed && { CHAOS_SEED: seed }),
    ...(nodes && { CHAOS_NODES: nodes }),
  };
  const test = ["--import", "tsx", "scripts/test.ts", "test/chaos/chaos.test.ts"];
  const tests = await supervise(process.execPath, test, {
    ...{ env, output: "inherit", graceMs: 10_000 },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void tests.stop());
  return tests.exited;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
});
