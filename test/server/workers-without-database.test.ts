import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { launchIn } from "../../scripts/database/database-sources.js";
import { freePort } from "../../scripts/database/port.js";
import { supervise } from "../../scripts/process/supervise.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { until } from "../support/graphql.js";
import { RedisServer } from "../support/redis-server.js";

const WINDOW_MS = 15_000;
/** Of the clock by which the kernel counts. */
const TICKS_PER_SECOND = 100;
let folder: string;
let redis: RedisServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-orphan-"));
  redis = await RedisServer.start(await freePort());
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Usage {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

async function usageOf(pid: number | string): Promise<Usage | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  if (!fields) return null;
  const sum = (at: number): number =>
    (Number(fields[at]) + Number(fields[at + 1])) / TICKS_PER_SECOND;
  return { parent: Number(fields[1]), own: sum(11), ended: sum(13) };
}

/** Seconds of a core that a process and its children have used since they began. */
async function usedBy(pid: number): Promise<number> {
  const main = await usageOf(pid);
  const all = await Promise.all(
    (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(usageOf),
  );
  const children = all.filter((one) => one?.parent === pid);
  return (
    (main?.own ?? 0) + (main?.ended ?? 0) + children.reduce((sum, one) => sum + (one?.own ?? 0), 0)
  );
}

async function usedInWindow(pid: number): Promise<number> {
  const before = await usedBy(pid);
  await delay(WINDOW_MS);
  return (await usedBy(pid)) - before;
}

test("workers whose database is gone for good use no more than idle ones that have theirs", async () => {
  const { database } = await launchIn(join(folder, "database"));
  const output: string[] = [];
  const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
  const main = await supervise(process.execPath, ["dist/main.js"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      LOG_LEVEL: "error",
      HOST: "127.0.0.1",
      PORT: "0",
      DRAIN_MS: "0",
      WORKERS: "2",
      REDIS_URL: redis.url,
      DATA_DIR: join(folder, "data"),
      MONGO_DB_URI: database.uri.replace("/?", "/orphan?"),
      ...(Object.fromEntries(secrets) as Record<string, string>),
    },
    output: (line) => output.push(line),
    graceMs: 15_000,
  });
  const says = (words: string): Promise<void> =>
    until(words, () => output.some((line) => line.includes(words)), 60_000);
  const children = async (): Promise<string[]> =>
    (await readFile(`/proc/${main.pid}/task/${main.pid}/children`, "utf8"))
      .split(" ")
      .filter(Boolean);
  try {
    await says("GraphQL");
    await until("two workers are there", async () => (await children()).length === 2, 60_000);
    const idle = await usedInWindow(main.pid);
    await database.kill();
    const [first] = await children();
    process.kill(Number(first), "SIGKILL");
    await says(`Worker ${first} ended (SIGKILL)`);
    const isNews = (line: string): boolean =>
      line.includes("waiting for it") || /Worker \d+ ended \(code 1\)/.test(line);
    await until("the next one has tried", () => output.some(isNews), 60_000);
    const away = await usedInWindow(main.pid);
    expect(away).toBeLessThan(2 * idle + 0.5);
    expect(output.filter((line) => line.includes("ended ("))).toHaveLength(1);
    expect(await main.stop()).toBe(0);
  } finally {
    await main.stop();
    await database.kill();
  }
}, 300_000);
