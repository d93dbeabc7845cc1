import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { supervise, type Supervised } from "../../scripts/process/supervise.js";

/** Several starts while a database that was killed repairs its files, on a busy machine. */
const START_LIMIT_MS = 180_000;
const GRACE_MS = 3_000;
const KEPT_LINES = 40;
/** Nothing that can befall a node makes such a line. */
const FAULT = /unhandled|uncaught|MaxListenersExceeded|TypeError|RangeError|Cannot read/i;

export interface NodeOptions {
  readonly index: number;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeArgs: readonly string[];
  readonly onIncident: (text: string) => void;
  /** Gets what the node says. */
  readonly logFile: string;
}

/** One server process, watched as a supervisor would: only the nemesis may end it once it serves. */
export class NodeProcess {
  readonly url: string;
  private supervised: Supervised | null = null;
  private readonly lines: string[] = [];

  constructor(private readonly options: NodeOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true });
    this.url = `http://127.0.0.1:${options.port}/graphql`;
  }

  get index(): number {
    return this.options.index;
  }

  /** Resolves when it serves. Whoever starts while the database is away ends, and is started again. */
  async start(): Promise<void> {
    const end = Date.now() + START_LIMIT_MS;
    while (!(await this.tryToStart(end)))
      if (Date.now() > end) throw new Error(`${this.name} does not start:\n${this.output}`);
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const { supervised } = this;
    this.supervised = null;
    await supervised?.kill();
  }

  async pause(forMs: number): Promise<void> {
    const pid = this.supervised?.pid;
    if (pid === undefined) return;
    process.kill(pid, "SIGSTOP");
    await sleep(forMs);
    process.kill(pid, "SIGCONT");
  }

  private get name(): string {
    return `node ${this.options.index}`;
  }

  private get output(): string {
    return this.lines.join("\n");
  }

  private async tryToStart(end: number): Promise<boolean> {
    const supervised = await supervise(
      process.execPath,
      [...this.options.nodeArgs, "dist/main.js"],
      {
        env: { PATH: process.env["PATH"] ?? "", ...this.options.env },
        output: (line) => this.read(line),
        graceMs: GRACE_MS,
      },
    );
    let gone = false;
    void supervised.exited.then((code) => {
      gone = true;
      if (this.supervised !== supervised) return;
      this.options.onIncident(`${this.name} ended by itself with ${code}:\n${this.output}`);
    });
    while (!gone && Date.now() < end) {
      if (await this.serves()) {
        this.supervised = supervised;
        return true;
      }
      await sleep(50);
    }
    await supervised.kill();
    return false;
  }

  private async serves(): Promise<boolean> {
    const request = { signal: AbortSignal.timeout(2_000), headers: { accept: "application/json" } };
    const url = `${this.url}?query={__typename}`;
    const headers = { ...request.headers, "apollo-require-preflight": "true" };
    return fetch(url, { ...request, headers }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  private read(line: string): void {
    appendFileSync(this.options.logFile, `${line}\n`);
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
    if (FAULT.test(line)) this.options.onIncident(`${this.name} logged: ${line}`);
  }
}
