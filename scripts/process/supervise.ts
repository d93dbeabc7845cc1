import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const SUPERVISOR = fileURLToPath(new URL("supervisor.mjs", import.meta.url));

export interface SuperviseOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where both outputs go: the terminal, a file descriptor, or line by line to a function. */
  readonly output: "inherit" | number | ((line: string) => void);
  /** Time between asking the command to stop and killing it. */
  readonly graceMs: number;
}

/** A running command that ends with this process, however this process ends. */
export interface Supervised {
  /** Of the command itself, not of its supervisor. */
  readonly pid: number;
  /** The exit code, 128 + n after signal n. */
  readonly exited: Promise<number>;
  /** Asks the command to stop, kills it after the grace time, and waits until it is gone. */
  stop(): Promise<number>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<number>;
}

export async function supervise(
  command: string,
  args: readonly string[],
  options: SuperviseOptions,
): Promise<Supervised> {
  const { output } = options;
  const stdio = typeof output === "function" ? "pipe" : output;
  const supervisor = spawn(
    process.execPath,
    [SUPERVISOR, String(options.graceMs), command, ...args],
    {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["pipe", stdio, stdio, "pipe"],
      detached: true,
    },
  );
  const exited = once(supervisor, "exit").then(([code]) => (code as number | null) ?? 137);
  if (typeof output === "function") {
    for (const stream of [supervisor.stdout, supervisor.stderr]) readLines(stream, output);
  }
  const pid = await reportedPid(supervisor, command);
  // A supervisor that was killed could not end its command.
  void exited.then(() => killGroup(pid));
  return {
    pid,
    exited,
    stop: () => {
      supervisor.stdin?.end();
      return exited;
    },
    kill: () => {
      killGroup(pid);
      return exited;
    },
  };
}

async function reportedPid(supervisor: ChildProcess, command: string): Promise<number> {
  supervisor.stdin?.on("error", () => undefined); // the supervisor may be gone before we close its pipe
  const report = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: supervisor.stdio[3] as Readable });
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error(`${command} was not started`)));
    supervisor.once("error", reject);
  });
  const [word, rest] = [
    report.slice(0, report.indexOf(" ")),
    report.slice(report.indexOf(" ") + 1),
  ];
  if (word !== "pid") throw new Error(`${command}: ${rest}`);
  return Number(rest);
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on("line", onLine);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
