import { freePort } from "../../scripts/database/port.js";
import { supervise, type Supervised } from "../../scripts/process/supervise.js";
import { until } from "../../test/support/graphql.js";

const WORKERS = 2;
/** As docs/deploying.md asks for. */
const GRACE_MS = 20_000;

/** Nodes of one service, each of two workers, in production mode. */
export class Service {
  readonly ports: number[] = [];
  private readonly nodes: Supervised[] = [];

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  async start(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      this.ports.push(await freePort());
      await this.startNode(at);
    }
  }

  /** One node after the other, each once the one before is ready again. */
  async restart(): Promise<void> {
    for (let at = 0; at < this.nodes.length; at += 1) {
      const code = await this.nodes[at]?.stop();
      if (code !== 0) throw new Error(`node ${at + 1} ended with code ${code}`);
      await this.startNode(at);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  private async startNode(at: number): Promise<void> {
    const port = this.ports[at] ?? 0;
    const said: string[] = [];
    const env = { ...this.env, PORT: String(port), WORKERS: String(WORKERS) };
    this.nodes[at] = await supervise(process.execPath, ["dist/main.js"], {
      env: { PATH: process.env["PATH"], ...env },
      output: (line) => said.push(line),
      graceMs: GRACE_MS,
    });
    const isReady = async (): Promise<boolean> => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      return answer?.status === 200;
    };
    await until(`node ${at + 1} is ready`, isReady).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${said.slice(-5).join("\n")}`);
    });
  }
}
