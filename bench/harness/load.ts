import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pinned } from "./process.js";

const sources = fileURLToPath(new URL("../load/", import.meta.url));
const built = fileURLToPath(new URL("../dist/", import.meta.url));
/** Sockets of one source address: below what servers allow an address. */
const SOCKETS_AN_ADDRESS = 20;

export interface Percentiles {
  readonly n: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}
export interface Opened {
  readonly opened: number;
  readonly failed: number;
  readonly ms: number;
  readonly latency: Percentiles;
}
interface Check {
  /** Receivers, those of them that got something else than their neighbours, messages that nobody got. */
  readonly checked: number;
  readonly mismatched: number;
  readonly missing: number;
  readonly closed: number;
  readonly closeCode: number;
}
export interface Traffic extends Check {
  readonly seconds: number;
  readonly deliveries: number;
  readonly messages: number;
  readonly sent: number;
  readonly unfinished: number;
  /** Sends that were answered with an error. */
  readonly refused: number;
  /** Of the generator itself. */
  readonly cpu: number;
  readonly wall: number;
  readonly latency: Percentiles;
  /** From sending to the last receiver. */
  readonly complete: Percentiles;
}
export interface Asked {
  readonly seconds: number;
  readonly replies: number;
  readonly wrong: number;
  readonly cpu: number;
  readonly wall: number;
  readonly latency: Percentiles;
}

export type Step = { readonly send: string } | { readonly expect: string };
export interface ConnectionPlan {
  readonly group: number;
  readonly port: number;
  /** r receives, s sends, h speaks HTTP, x can be told to stop reading. */
  readonly roles: string;
  readonly seq?: number;
  readonly path?: string;
  readonly protocol?: string;
  readonly steps?: readonly Step[];
  readonly request?: string;
  readonly reply?: string;
}

export interface TrafficOptions {
  readonly groups: readonly [first: number, last: number];
  /** Messages in flight in each group; or `rate`, messages a second over all of them. */
  readonly window?: number;
  readonly rate?: number;
  readonly warm?: number;
  readonly seconds: number;
  readonly limit?: number;
}

/** Builds a C program of load/ when its source is newer. */
export function buildTool(name: "load" | "floor"): string {
  const source = join(sources, `${name}.c`);
  const binary = join(built, name);
  mkdirSync(built, { recursive: true });
  const made = statSync(binary, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made < statSync(source).mtimeMs)
    execFileSync("cc", ["-O2", "-Wall", "-o", binary, source], { stdio: "inherit" });
  return binary;
}

/** The load generator, see load/load.c: one command of a kind at a time. */
export class Load {
  private readonly waiting = new Map<string, (answer: never) => void>();
  private plans = 0;

  private constructor(private readonly process: Pinned) {
    process.onLine((line) => {
      const answer = JSON.parse(line) as { cmd: string };
      if (answer.cmd === "error") throw new Error("the load generator did not understand");
      this.waiting.get(answer.cmd)?.(answer as never);
    });
  }

  static async start(): Promise<Load> {
    const command = buildTool("load");
    return new Load(await Pinned.start({ command, args: [], role: "load", ready: /^ready/ }));
  }

  /** Adds connections; nothing is opened. `messages` are what a group's senders send. */
  async plan(
    connections: readonly ConnectionPlan[],
    messages: ReadonlyMap<number, string>,
  ): Promise<void> {
    const lines = connections.flatMap(linesOf);
    for (const [group, text] of messages) lines.push(`message ${group} ${text}`);
    const file = join(tmpdir(), `confab-bench-${process.pid}-${this.plans++}.plan`);
    writeFileSync(file, lines.join("\n"));
    await this.command("plan", file).finally(() => rmSync(file));
  }

  /** Opens what is closed of the groups, at most `window` handshakes at a time. */
  async open(first: number, last: number, window = 64): Promise<Opened> {
    return this.command("open", first, last, window);
  }

  /** As `open`, and fails if any connection does. */
  async openAll(first: number, last: number, window?: number): Promise<Opened> {
    const opened = await this.open(first, last, window);
    if (opened.failed > 0)
      throw new Error(
        `${opened.failed} of ${opened.failed + opened.opened} connections failed, as ${this.complaint}`,
      );
    return opened;
  }

  async traffic(options: TrafficOptions): Promise<Traffic> {
    const { groups, window = 0, rate = 0, warm = 0, seconds, limit = 0 } = options;
    const answer = ["traffic", ...groups, rate, window, warm, seconds, limit] as const;
    const traffic = await this.command<Traffic>(...answer);
    if (traffic.refused > 0)
      throw new Error(`${traffic.refused} messages were refused, as ${this.complaint}`);
    return traffic;
  }
  stopTraffic(): void {
    this.process.writeLine("stop-traffic");
  }

  async request(group: number, depth: number, seconds: number, warm = 0): Promise<Asked> {
    return this.command("ask", group, depth, warm, seconds);
  }
  async cut(group: number): Promise<void> {
    await this.command("cut", group);
  }
  async hold(group: number, held: boolean): Promise<void> {
    await this.command("hold", group, held ? 1 : 0);
  }
  async check(first: number, last: number): Promise<Check & { open: number }> {
    return this.command("check", first, last);
  }
  /** What it said last on its error output: an answer that was not the one wanted. */
  get complaint(): string {
    return this.process.tail.findLast((line) => line.startsWith("load:")) ?? "it does not say";
  }
  async stop(): Promise<void> {
    await this.process.stop();
  }

  private command<T>(name: string, ...args: (string | number)[]): Promise<T> {
    if (this.waiting.has(name)) throw new Error(`${name} is running`);
    const answer = new Promise<T>((resolve) => this.waiting.set(name, resolve));
    this.process.writeLine([name, ...args].join(" "));
    return answer.finally(() => this.waiting.delete(name));
  }
}

function linesOf(plan: ConnectionPlan, index: number): string[] {
  const block = Math.floor(index / SOCKETS_AN_ADDRESS);
  const source = `127.0.${Math.floor(block / 250)}.${2 + (block % 250)}`;
  const lines = [`conn ${plan.group} ${plan.port} ${plan.roles} ${source} ${plan.seq ?? 0}`];
  if (plan.path) lines.push(`path ${plan.path}`);
  if (plan.protocol) lines.push(`protocol ${plan.protocol}`);
  for (const step of plan.steps ?? [])
    lines.push("send" in step ? `send ${step.send}` : `expect ${step.expect}`);
  if (plan.request) lines.push(`request ${plan.request}`);
  if (plan.reply) lines.push(`reply ${plan.reply}`);
  return lines;
}
