import { cpus, loadavg } from "node:os";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { until } from "../../test/support/graphql.js";
import { median } from "../harness/median.js";
import { Contender, GROUPS } from "./contender.js";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const ROUND_MS = Number(process.env["BENCH_ROUND_MS"] ?? 5_000);
const SEED_MS = Number(process.env["BENCH_SEED_MS"] ?? 15_000);
/** Only a fault takes so long. */
const CAUGHT_UP_MS = 600_000;
const EVENTS = `subscription { serverEvents { ... on LogEvent { data } } }`;

/**
 * What followers cost and how fast they are: one that catches up with all there is, and the same
 * sends in turns to a server with three followers and to one with none.
 */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const contenders: Contender[] = [];
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before`);
  try {
    const followed = await Contender.start();
    const alone = await Contender.start();
    contenders.push(followed, alone);
    const { perSecond } = await followed.send(SEED_MS);
    await catchUp(followed, Math.floor((perSecond * SEED_MS) / 1_000));
    await followed.makeWebhook();
    await inTurns(followed, alone);
  } finally {
    for (const one of contenders) await one.stop();
    await database.stop();
  }
}

/** Followers that begin at the beginning: the server's log, and a webhook whose endpoint is at hand. */
async function catchUp(one: Contender, sent: number): Promise<void> {
  const ever = new Date(0);
  const log = one.db.collection("server_log");
  const row = { from: ever, seen: ever, epoch: 0, paused: false };
  await one.db.collection("followers").insertOne({ _id: "events:all" as never, ...row });
  await rateOf("the server's log catches up", sent, () => log.countDocuments());
  const id = await one.makeWebhook();
  await one.replay(id);
  const before = one.posted;
  await rateOf("a webhook catches up", sent, () => Promise.resolve(one.posted - before));
  await one.caughtUp();
}

async function rateOf(what: string, wanted: number, count: () => Promise<number>): Promise<void> {
  await until("it has begun", async () => (await count()) > 0, CAUGHT_UP_MS);
  const [first, began] = [await count(), performance.now()];
  await until(what, async () => (await count()) >= wanted, CAUGHT_UP_MS);
  const seconds = (performance.now() - began) / 1_000;
  const rate = (wanted - first) / seconds;
  console.log(`${what}: ${rate.toFixed(0)} entries a second, ${wanted} in ${GROUPS} conversations`);
}

async function inTurns(followed: Contender, alone: Contender): Promise<void> {
  await followed.ask("{ serverEvents { position } }");
  const ages: number[] = [];
  const stop = follow(followed, ages);
  const ratios: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const none = await alone.send(ROUND_MS);
    const three = await followed.send(ROUND_MS);
    // What is left over must not weigh on the turn of the other.
    await followed.caughtUp();
    if (round < 0)
      ages.length = 0; // the first one warms up
    else {
      ratios.push(three.perSecond / none.perSecond);
      const [a, b] = [none.perSecond.toFixed(0), three.perSecond.toFixed(0)];
      console.log(`round ${round + 1}: ${a} sends/s with no follower, ${b} with three`);
    }
  }
  stop();
  ages.sort((a, b) => a - b);
  const at = (share: number): string => (ages[Math.floor(ages.length * share)] ?? NaN).toFixed(0);
  const loss = (1 - median(ratios)) * 100;
  console.log(`lag of serverEvents meanwhile: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  console.log(
    `three followers cost ${loss.toFixed(1)} % of the sends (goal at most 5): ${loss <= 5 ? "reached" : "NOT reached"}; load ${loadavg()[0]?.toFixed(1)} after`,
  );
}

/** How old messages are when a backend is told of them. */
function follow({ socket: { url, authorization } }: Contender, ages: number[]): () => void {
  const client = createClient({
    ...{ url, webSocketImpl: WebSocket, connectionParams: { authorization } },
  });
  client.subscribe<{ serverEvents: { data?: { createdAt: string } } }>(
    { query: EVENTS },
    {
      next: ({ data }) => {
        const written = data?.serverEvents.data?.createdAt;
        if (written) ages.push(Date.now() - Date.parse(written));
      },
      error: (error) => console.error(error),
      complete: () => undefined,
    },
  );
  return () => void client.dispose();
}

await main();
