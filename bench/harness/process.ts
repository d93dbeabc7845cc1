import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { coresOf, type Role } from "./machine.js";

const PROBE = new URL("probe.mjs", import.meta.url).href;
const READY_LIMIT_MS = 60_000;
const STOP_GRACE_MS = 5_000;
const TICKS_A_SECOND = 100;
export const root = fileURLToPath(new URL("../../", import.meta.url));

const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly role: Role;
  readonly env?: Record<string, string>;
  /** The line that says that it serves; its first group is kept as `match`. */
  readonly ready: RegExp;
}

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}
export interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** User and system time of all its threads; 0 of no process. */
export function cpuSecondsOf(pid: number): number {
  if (pid === 0) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** A child with cores of its own and as many files as it may have; it ends with this process. */
export class Pinned {
  private constructor(
    private readonly child: ChildProcess,
    readonly match: string,
    /** The last lines of its output. */
    readonly tail: readonly string[],
  ) {}

  static async start({ command, args, role, env, ready }: Start): Promise<Pinned> {
    // Each step replaces the one before, so that the pid is the server's own.
    const limits = 'ulimit -n 100000 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$@"';
    const child = spawn(
      "bash",
      ["-c", limits, "-", "taskset", "-c", coresOf(role), command, ...args],
      {
        cwd: root,
        env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...env },
        stdio: ["pipe", "pipe", "pipe", "ipc"],
      },
    );
    running.add(child);
    child.once("exit", () => running.delete(child));
    const tail: string[] = [];
    const found = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream! }).on("line", (line) => {
          tail.push(line);
          if (tail.length > 20) tail.shift();
          if (process.env["BENCH_VERBOSE"]) console.error(`  | ${line}`);
          const match = ready.exec(line);
          if (match) resolve(match[1] ?? "");
        });
      const fail = (why: string): void =>
        reject(new Error(`${command} ${args.join(" ")}: ${why}\n${tail.join("\n")}`));
      child.once("exit", (code) => fail(`ended with code ${code}`));
      setTimeout(() => fail("was not ready in time"), READY_LIMIT_MS).unref();
    });
    return new Pinned(child, await found, tail);
  }

  static node(
    script: string,
    options: Omit<Start, "command" | "args"> & { flags?: string[] },
  ): Promise<Pinned> {
    const flags = ["--expose-gc", "--import", PROBE, ...(options.flags ?? [])];
    return Pinned.start({ ...options, command: process.execPath, args: [...flags, script] });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  cpuSeconds(): number {
    return cpuSecondsOf(this.pid);
  }

  ask<T>(probe: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const onMessage = (message: { probe?: string; answer?: T }): void => {
        if (message.probe === probe) end(() => resolve(message.answer as T));
      };
      const onExit = (): void => end(() => reject(new Error("the server is gone")));
      const end = (settle: () => void): void => {
        this.child.off("message", onMessage).off("exit", onExit);
        settle();
      };
      this.child.on("message", onMessage).once("exit", onExit);
      this.child.send({ probe });
    });
  }

  writeLine(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  onLine(listener: (line: string) => void): void {
    createInterface({ input: this.child.stdout! }).on("line", listener);
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_GRACE_MS);
    await gone;
    clearTimeout(timer);
  }
}
