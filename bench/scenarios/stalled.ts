import { confab } from "../contenders/confab.js";
import { rawWs, socketIoRooms, typeGraphql } from "../contenders/peers.js";
import { everyMessage, socketOf, type Serving } from "../harness/contender.js";
import type { Load, Traffic } from "../harness/load.js";
import type { Memory, Pinned } from "../harness/process.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf, type World } from "../harness/world.js";

const WINDOW = 8;
const WATCH_MS = 200;
/** Enough to have seen it: a server without backpressure would take the machine. */
const MOST_BYTES = 1_000_000_000;
/** For as many deliveries as the messages times the stalled. */
const CATCH_UP_MS = 180_000;
const contenders = [rawWs, socketIoRooms, typeGraphql, confab];

async function run(context: Context): Promise<Results[]> {
  const stalled = context.size(1_000, 30);
  const healthy = context.size(20, 10);
  const messages = context.size(20_000, 200);
  const world = worldOf(1, stalled + healthy);
  const results = new Results(
    "stalled",
    `${stalled.toLocaleString("en")} subscribers stop reading while ${messages.toLocaleString("en")} messages are sent`,
    `One run each, as one takes minutes. ${healthy} others go on; ${WINDOW} messages in flight. A run is ended when the process has grown by 1 GB: then the growth says little and "messages" how far it came. Afterwards the stalled read again, reconnecting where they were closed; wrong counts those that do not end with every message once and in order.`,
    socketIoRooms.name,
    [
      { key: "heap", title: "heap grown, MB", better: "less", digits: 0, chart: true },
      { key: "resident", title: "process grown, MB", better: "less", digits: 0, ratio: true },
      { key: "messages", title: "messages", better: "more", digits: 0 },
      { key: "p99", title: "healthy p99 ms", better: "less", digits: 1 },
      { key: "slower", title: "× p99 before", better: "less", digits: 2 },
      { key: "wrong", title: "wrong", better: "less", digits: 0 },
    ],
    [
      {
        text: "heap grows by at most 40 MB",
        unit: " MB",
        value: (all) => all.median("Confab", "heap"),
        reached: (value) => value <= 40,
      },
      {
        text: "healthy p99 at most 1.2 × as before",
        unit: " ×",
        value: (all) => all.median("Confab", "slower"),
        reached: (value) => value <= 1.2,
      },
      {
        text: "nothing lost after they resume",
        unit: " wrong",
        value: (all) => all.median("Confab", "wrong"),
        reached: (value) => value === 0,
      },
    ],
  );
  await interleave({ ...context, repeats: 1 }, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const [server] = serving.servers;
      if (!server) throw new Error("no server");
      await load.plan(sockets(serving, world, { healthy, stalled }), everyMessage(serving, world));
      await load.openAll(0, 0);
      await settle();
      const groups = [0, 0] as const;
      const calm = await load.traffic({
        groups,
        window: WINDOW,
        warm: 0.3,
        seconds: context.size(3, 0.7),
      });
      const before = await server.ask<Memory>("memory");
      await load.hold(0, true);
      const running = load.traffic({ groups, window: WINDOW, seconds: 600, limit: messages });
      const { most, traffic } = await watch(load, server, running, before);
      const wrong = server.alive ? await catchUp(load) : stalled;
      return {
        heap: (held(most) - held(before)) / 1e6,
        resident: (most.rss - before.rss) / 1e6,
        messages: traffic.sent,
        p99: traffic.latency.p99,
        slower: traffic.latency.p99 / calm.latency.p99,
        wrong,
      };
    }),
  );
  return [results];
}

/** Those that go on, those that stop, and one that only sends for each member: nobody sends much. */
function sockets(serving: Serving, world: World, count: { healthy: number; stalled: number }) {
  const receivers = Array.from({ length: count.healthy + count.stalled }, (_, i) =>
    socketOf(serving, world, 0, i, { roles: i < count.healthy ? "r" : "rx" }),
  );
  const senders = Array.from({ length: world.membersEach }, (_, m) =>
    socketOf(serving, world, 0, m * world.socketsEach, { roles: "s" }),
  );
  return [...receivers, ...senders];
}

const held = ({ heapUsed, external }: Memory): number => heapUsed + external;

/** The most that the process has held while the traffic went on. */
async function watch(
  load: Load,
  server: Pinned,
  running: Promise<Traffic>,
  before: Memory,
): Promise<{ most: Memory; traffic: Traffic }> {
  let most = before;
  let over = false;
  const done = running.then((traffic) => ((over = true), traffic));
  while (!over && server.alive) {
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, WATCH_MS))]);
    const now = await server.ask<Memory>("usage").catch(() => most);
    if (now.rss > most.rss) most = now;
    if (most.rss - before.rss > MOST_BYTES) load.stopTraffic();
  }
  const traffic = await done;
  // What could be collected is not held by a stalled reader.
  if (server.alive && most.rss - before.rss <= MOST_BYTES) {
    const after = await server.ask<Memory>("memory");
    return { most: { ...most, heapUsed: after.heapUsed, external: after.external }, traffic };
  }
  return { most, traffic };
}

/** Reads on and reconnects until all have the same, and says how many have not. */
async function catchUp(load: Load): Promise<number> {
  await load.hold(0, false);
  const until = performance.now() + CATCH_UP_MS;
  for (;;) {
    await settle();
    await load.open(0, 0);
    const { mismatched, missing } = await load.check(0, 0);
    if (mismatched + missing === 0 || performance.now() > until) return mismatched + missing;
  }
}

export const stalled: Scenario = { id: "stalled", run };
