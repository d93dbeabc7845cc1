import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { accepts, freePort } from "../../scripts/database/port.js";
import { supervise } from "../../scripts/process/supervise.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { databaseUri } from "../support/database.js";
import { until } from "../support/graphql.js";
import { RedisServer } from "../support/redis-server.js";

let folder: string;
let redis: RedisServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-workers-"));
  redis = await RedisServer.start(await freePort());
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Main {
  readonly pid: number;
  readonly output: string[];
  readonly exited: Promise<number>;
  stop(): Promise<number>;
}

/** The built server as a process of its own, in production. */
async function startMain(env: Record<string, string>): Promise<Main> {
  const output: string[] = [];
  const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
  const kept = await supervise(process.execPath, ["dist/main.js"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      LOG_LEVEL: "error",
      HOST: "127.0.0.1",
      DRAIN_MS: "0",
      DATA_DIR: folder,
      MONGO_DB_URI: databaseUri(`workers-${randomUUID().slice(0, 8)}`),
      ...(Object.fromEntries(secrets) as Record<string, string>),
      ...env,
    },
    output: (line) => output.push(line),
    graceMs: 15_000,
  });
  return { ...kept, output };
}

const says = (main: Main, words: string): Promise<void> =>
  until(words, () => main.output.some((line) => line.includes(words)), 60_000);

async function metric(origin: string, name: string): Promise<string[]> {
  const response = await fetch(`${origin}/metrics`, { headers: { connection: "close" } });
  const lines = (await response.text()).split("\n");
  return lines.filter((line) => line.startsWith(name));
}

test("two workers serve one port, a dead one is replaced, and all stop when asked", async () => {
  const port = String(await freePort());
  const main = await startMain({
    PORT: port,
    WORKERS: "2",
    REDIS_URL: redis.url,
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await says(main, "GraphQL");
    // Gauges of all workers are summed: each says that it is one.
    const workers = async (): Promise<number> => {
      const [line] = await metric(origin, "confab_processes ").catch(() => []);
      return Number(line?.split(" ")[1] ?? 0);
    };
    await until("two workers serve", async () => (await workers()) === 2, 60_000);
    const pids = await childrenOf(main.pid);
    expect(pids).toHaveLength(2);

    process.kill(Number(pids[0]), "SIGKILL");
    await says(main, `Worker ${pids[0]} ended (SIGKILL): another starts`);
    await until("the port answers", async () => {
      const answer = await fetch(`${origin}/healthz`).catch(() => null);
      return answer?.status === 200;
    });
    await until("two workers serve again", async () => (await workers()) === 2, 60_000);

    expect(await main.stop()).toBe(0);
    expect(await accepts(Number(port))).toBe(false);
  } finally {
    await main.stop();
  }
}, 300_000);

test("workers that cannot start end the process, which says why", async () => {
  const main = await startMain({
    PORT: "0",
    WORKERS: "2",
    REDIS_URL: redis.url,
    MONGO_DB_URI: `mongodb://127.0.0.1:${await freePort()}/none`,
  });
  expect(await main.exited).toBe(1);
  expect(main.output.join("\n")).toContain("does not answer");
}, 300_000);

test("several workers without Redis do not start", async () => {
  const main = await startMain({ WORKERS: "2" });
  expect(await main.exited).toBe(1);
  expect(main.output.join("\n")).toContain("WORKERS above 1 needs REDIS_URL");
}, 300_000);

async function childrenOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean);
}
