import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../scripts/build/build.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { NodeProcess } from "./node-process.js";
import { RedisServer } from "../support/redis-server.js";

const PLANT = "./test/chaos/plant-bug.mjs";

export interface ClusterOptions {
  readonly nodes: number;
  /** On the server of the ground. */
  readonly databaseName: string;
  /** A bug to plant in every node: see plant-bug.mjs. */
  readonly bug: string | null;
  readonly onIncident: (text: string) => void;
  /** The folder for what the nodes say; emptied. */
  readonly reports: string;
}

/** The database and the Redis that nodes share. */
export interface Ground {
  readonly database: TestDatabase;
  readonly redis: RedisServer;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export async function startGround(): Promise<Ground> {
  await build();
  const [database, redis, dataDir] = await Promise.all([
    startDatabase(),
    steadyPort().then((port) => RedisServer.start(port)),
    mkdtemp(join(tmpdir(), "confab-chaos-data-")),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([database.stop(), redis.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { database, redis, dataDir, stop };
}

/** The nodes of one service, as processes. */
export class Cluster {
  private constructor(
    readonly ground: Ground,
    readonly nodes: readonly NodeProcess[],
    readonly databaseUri: string,
  ) {}

  static async start(ground: Ground, options: ClusterOptions): Promise<Cluster> {
    await rm(options.reports, { recursive: true, force: true });
    const nodes: NodeProcess[] = [];
    for (let index = 0; index < options.nodes; index += 1) {
      const port = await steadyPort();
      const { bug, databaseName, onIncident } = options;
      const env = { ...environment(ground, databaseName), PORT: String(port) };
      const planted = bug ? { ...env, PLANT_BUG: bug } : env;
      const nodeArgs = bug ? ["--import", PLANT] : [];
      const logFile = join(options.reports, `node-${index}.log`);
      nodes.push(new NodeProcess({ index, port, env: planted, nodeArgs, onIncident, logFile }));
    }
    await Promise.all(nodes.map((node) => node.start()));
    return new Cluster(ground, nodes, databaseUri(ground, options.databaseName));
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}

function databaseUri({ database }: Ground, name: string): string {
  const uri = new URL(database.uri);
  uri.pathname = name;
  return uri.toString();
}

function environment(ground: Ground, databaseName: string): Record<string, string> {
  const { redis, dataDir } = ground;
  const secrets: Record<string, string> = {};
  for (const name of secretNames) secrets[name] = `${name}-for-tests-only-0123456789`;
  return {
    NODE_ENV: "test",
    HOST: "127.0.0.1",
    GROUP_INVITES: "EVERYONE",
    MONGO_DB_URI: databaseUri(ground, databaseName),
    REDIS_URL: redis.url,
    DATA_DIR: dataDir,
    SALT_ROUND: "4",
    MAX_SOCKETS_PER_USER: "0",
    MAX_SOCKETS_PER_ADDRESS: "0",
    MAX_ANONYMOUS_SOCKETS_PER_ADDRESS: "0",
    WORK_MS_PER_SECOND_PER_USER: "0",
    WORK_MS_PER_SECOND_PER_NETWORK: "0",
    WORK_MS_PER_SECOND_ANONYMOUS: "0",
    LIMITS_PER_USER_PERCENT: "100000",
    LOG_LEVEL: "warn",
    ...secrets,
  };
}

/**
 * Below the range that the system hands out to connections (32768 and up): while a process is
 * down, nobody gets its port.
 */
async function steadyPort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
