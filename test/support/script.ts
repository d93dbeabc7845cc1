import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What runs as a process of its own. */
export interface Script {
  readonly process: ChildProcess;
  readonly output: string[];
  readonly exited: Promise<number | null>;
  /** The first line with these words, as soon as it is there. */
  line(words: string): Promise<string>;
}

/** A TypeScript file; `path` is relative to the folder test/. */
export function startScript(path: string, args: string[], env: NodeJS.ProcessEnv = {}): Script {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  return startProgram(process.execPath, ["--import", "tsx", file, ...args], env);
}

/** As somebody does at the command line, in the root of the repository. */
export function startProgram(program: string, args: string[], env: NodeJS.ProcessEnv): Script {
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => output.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => output.push(line));
  return {
    process: child,
    output,
    exited: once(child, "exit").then(([code]) => code as number | null),
    async line(words) {
      for (;;) {
        const found = output.find((line) => line.includes(words));
        if (found !== undefined) return found;
        await once(lines, "line");
      }
    },
  };
}
