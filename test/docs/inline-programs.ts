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

const PARSE = "import ast, sys; ast.parse(sys.argv[1])";

/**
 * A program that uses gql, which is in no distribution: it runs by a Python that has it (PYTHON names
 * one that is not the first). Where there is none, null: only its grammar was looked at.
 */
export async function runWithGql(block: Block, text: string): Promise<string | null> {
  const python = process.env["PYTHON"] ?? "python3";
  const has = await run(python, ["-c", "import gql"]).then(
    () => true,
    () => false,
  );
  if (has) return runInline(block, text, python);
  await run(python, ["-c", PARSE, text], { timeout: LIMIT_MS });
  return null;
}

/** Its output. Rejects where it fails, says something else on the side, or does not end. */
export async function runInline(
  { language }: Block,
  text: string,
  interpreter?: string,
): Promise<string> {
  const [program, option] = INTERPRETERS[language] ?? ["false", ""];
  const { stdout, stderr } = await run(interpreter ?? program, [option, text], {
    timeout: LIMIT_MS,
  });
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}
