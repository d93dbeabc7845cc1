import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Block } from "./guide.js";

const run = promisify(execFile);
const LIMIT_MS = 60_000;

/** What runs a block of that language as it stands, and stops at the first fault. */
const INTERPRETERS: Readonly<Record<string, readonly [program: string, option: string]>> = {
  sh: ["sh", "-euc"],
  python: ["python3", "-c"],
};

/** Its output. Rejects where it fails, says something else on the side, or does not end. */
export async function runInline({ language }: Block, text: string): Promise<string> {
  const [program, option] = INTERPRETERS[language] ?? ["false", ""];
  const { stdout, stderr } = await run(program, [option, text], { timeout: LIMIT_MS });
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}
