import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT } from "./guide.js";

const run = promisify(execFile);
const root = fileURLToPath(ROOT);
/** Programs of others, which the tests do without. */
const FOREIGN = new Set(["openssl", "mongodump", "mongorestore"]);
/** Quick ones, which are run. */
const RUN = /^npm run demo\b/;

/** What is wrong with a block of commands; those that take seconds are only looked up. */
export async function tryCommands(text: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const faults: string[] = [];
  for (const command of commandsOf(text)) {
    const fault = lookUp(command);
    if (fault) faults.push(fault);
    else if (RUN.test(command)) {
      const [program = "", ...args] = command.split(/\s+/);
      await run(program, args, { cwd: root, env: { ...process.env, ...env } }).catch(
        (error: { message: string; stdout: string }) => faults.push(error.message, error.stdout),
      );
    }
  }
  return faults;
}

function commandsOf(text: string): string[] {
  return text
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split("&&"))
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

function lookUp(command: string): string | null {
  const words = command.split(/\s+/);
  const [program = "", first = "", second = ""] = words;
  if (FOREIGN.has(program)) return null;
  if (command.startsWith("docker compose ")) return missing("compose.yaml");
  if (program === "node")
    return missing(words.slice(1).find((word) => !word.startsWith("-")) ?? "");
  if (program !== "npm") return `the test does not know ${program}`;
  if (first === "ci") return missing("package-lock.json");
  const workspace = words.includes("-w") ? words[words.indexOf("-w") + 1] : undefined;
  const script = first === "run" ? second : first;
  const folder = workspace ? `${workspace.replace("@confab/", "")}/` : "";
  return script in scriptsOf(`${folder}package.json`) ? null : `there is no script ${script}`;
}

function missing(path: string): string | null {
  return existsSync(new URL(path, ROOT)) ? null : `there is no ${path}`;
}

function scriptsOf(path: string): Record<string, string> {
  const text = readFileSync(new URL(path, ROOT), "utf8");
  return (JSON.parse(text) as { scripts: Record<string, string> }).scripts;
}
