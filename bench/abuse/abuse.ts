import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../scripts/database/port.js";
import { NODE_FLAGS } from "../../scripts/process/node-flags.js";
import { supervise } from "../../scripts/process/supervise.js";
import { mailedCode } from "../../scripts/demo/mailbox.js";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { databaseUri } from "../../test/support/database.js";
import { post } from "../../test/support/graphql.js";
import { ATTACKS, type Target } from "./attacks.js";
import { watch, type Seen } from "./watcher.js";

const ATTACK_MS = Number(process.env["BENCH_MS"] ?? 10_000);
const SETTLE_MS = 15_000;
const GOAL = { factor: 2, ms: 100, megabytes: 50 } as const;
const PASSWORD = "correct horse battery staple 7";

/** Attacks that stay within the limits of one address, and what they cost everybody else. */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const folder = await mkdtemp(join(tmpdir(), "confab-abuse-"));
  const port = String(await freePort());
  const secrets = secretNames.map((name) => [name, `${name}-for-benchmarks-0123456789`]);
  const server = await supervise(process.execPath, [...NODE_FLAGS, "dist/main.js"], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "development",
      LOG_LEVEL: "error",
      PORT: port,
      TRUST_PROXY_HOPS: "1",
      DATA_DIR: folder,
      MONGO_DB_URI: databaseUri("abuse"),
      ...(Object.fromEntries(secrets) as Record<string, string>),
    },
    output: () => undefined,
    graceMs: 15_000,
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    while ((await fetch(`${origin}/readyz`).catch(() => null))?.status !== 200) await delay(100);
    const [attacker, victim, honest] = [
      await enter(origin, "Eve"),
      await enter(origin, "Vic"),
      await enter(origin, "Ann"),
    ];
    const target = { ...attacker, origin, password: PASSWORD, victimId: victim.id };
    const messageId = await say(origin, target);
    // The first requests of a process are its slowest.
    await watch(origin, honest.token, delay(ATTACK_MS / 2));
    const atRest = busyMsOf(server.pid);
    const before = {
      seen: await watch(origin, honest.token, delay(ATTACK_MS)),
      rss: rssOf(server.pid),
      share: (busyMsOf(server.pid) - atRest) / ATTACK_MS,
    };
    console.log(
      `before: health p99 ${before.seen.health.toFixed(1)} ms, an honest person's ${before.seen.honest.toFixed(1)} ms, memory ${before.rss.toFixed(0)} MB; ${Math.round(100 * before.share)} % of a core`,
    );
    let met = true;
    for (const name of Object.keys(ATTACKS)) {
      const { over } = await attack(name, { ...target, messageId });
      const busy = busyMsOf(server.pid);
      const seen = await watch(origin, honest.token, over);
      const share = (busyMsOf(server.pid) - busy) / ATTACK_MS;
      const both = ["health", "honest"] as const;
      const isMet = both.every((key) => isBearable(seen, before.seen, key));
      const isFelt = both.some((key) => seen[key] > GOAL.ms);
      met &&= isMet;
      console.log(
        `${name}: health p99 ${seen.health.toFixed(1)} ms, an honest person's ${seen.honest.toFixed(1)} ms: ${isMet ? "met" : "missed"}${isMet || isFelt ? "" : `, and below ${GOAL.ms} ms`}; ${Math.round(100 * share)} % of a core`,
      );
    }
    await delay(SETTLE_MS);
    const grown = rssOf(server.pid) - before.rss;
    met &&= grown <= GOAL.megabytes;
    console.log(`after: ${grown.toFixed(0)} MB more than before`);
    console.log(
      `goal: at most ${GOAL.factor} x and ${GOAL.ms} ms, ${GOAL.megabytes} MB: ${met ? "met" : "missed"}`,
    );
  } finally {
    await server.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function isBearable(seen: Seen, before: Seen, key: keyof Seen): boolean {
  return seen[key] <= GOAL.ms && seen[key] <= GOAL.factor * before[key];
}

/** Begun when it resolves: what it takes to start a process is no attack. */
async function attack(name: string, target: Target): Promise<{ over: Promise<unknown> }> {
  const args = ["--import", "tsx", "bench/abuse/attacker.ts", name, String(ATTACK_MS)];
  const child = spawn(process.execPath, [...args, JSON.stringify(target)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const over = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), over]);
  return { over };
}

function rssOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1_024;
}

/** What its main thread has run for: not what other processes make it wait. */
function busyMsOf(pid: number): number {
  const [ns] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Number(ns) / 1e6;
}

interface Entered {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

async function enter(origin: string, name: string): Promise<Entered> {
  const email = `${name.toLowerCase()}@example.com`;
  const ask = async <Data>(query: string): Promise<Data> => {
    const { data, errors } = await post<Data>(`${origin}/graphql`, query);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const { signup } = await ask<{ signup: { token: string } }>(
    `mutation { signup(input: { name: "${name}", email: "${email}", password: "${PASSWORD}" }) { token } }`,
  );
  const code = await mailedCode(origin, email);
  const { confirmEmail } = await ask<{
    confirmEmail: { tokens: { accessToken: string }; viewer: { user: { id: string } } };
  }>(
    `mutation { confirmEmail(input: { email: "${email}", code: "${code}", token: "${signup.token}" }) { tokens { accessToken } viewer { user { id } } } }`,
  );
  return { id: confirmEmail.viewer.user.id, email, token: confirmEmail.tokens.accessToken };
}

async function say(
  origin: string,
  { token, victimId }: { token: string; victimId: string },
): Promise<string> {
  const query = `mutation { sendMessage(input: { userId: "${victimId}", clientMessageId: "1", body: "hi" }) { message { id } } }`;
  const { data } = await post<{ sendMessage: { message: { id: string } } }>(
    `${origin}/graphql`,
    query,
    {},
    token,
  );
  return data.sendMessage.message.id;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
