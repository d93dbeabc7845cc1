import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/database/port.js";
import { supervise, type Supervised } from "../../scripts/process/supervise.js";
import { secretNames } from "../../src/platform/config/environment.js";
import type { TestApp } from "./app.js";
import { until } from "./graphql.js";

const STARTED_MS = 180_000;

export interface NodeProcess {
  readonly node: TestApp;
  /** SIGKILL. */
  kill(): Promise<number>;
}

/** Other nodes of a service, each as a process of its own: what is killed takes everything along. */
export class NodeProcesses {
  private readonly processes: Supervised[] = [];
  private folder: string | null = null;

  /** `app` has the database of the service. */
  async start(app: TestApp, redisUrl: string, env: NodeJS.ProcessEnv = {}): Promise<NodeProcess> {
    this.folder ??= await mkdtemp(join(tmpdir(), "confab-killed-"));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const output: string[] = [];
    const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
    const started = await supervise(process.execPath, ["dist/main.js"], {
      env: {
        PATH: process.env["PATH"],
        ...{ NODE_ENV: "test", LOG_LEVEL: "info", HOST: "127.0.0.1", PORT: String(port) },
        ...{ DATA_DIR: this.folder, MONGO_DB_URI: app.config.mongoUri, REDIS_URL: redisUrl },
        ...{ SALT_ROUND: "4", WEBHOOK_ALLOW_PRIVATE: "on", LIMITS_PER_USER_PERCENT: "100000" },
        ...(Object.fromEntries(secrets) as Record<string, string>),
        ...env,
      },
      output: (line) => output.push(line),
      graceMs: 15_000,
    });
    this.processes.push(started);
    let gone = false;
    void started.exited.then(() => (gone = true));
    const serves = async (): Promise<boolean> => {
      if (gone) throw new Error(output.join("\n"));
      return fetch(`${origin}/readyz`)
        .then(({ ok }) => ok)
        .catch(() => false);
    };
    await until("it serves", serves, STARTED_MS);
    return { node: { ...app, origin, url: `${origin}/graphql` }, kill: () => started.kill() };
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.kill()));
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}
