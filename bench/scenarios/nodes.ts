import { confab } from "../contenders/confab.js";
import { socketIoRooms, socketIoStored } from "../contenders/peers.js";
import { everyMessage, socketOf } from "../harness/contender.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const MEMBERS = 5;
/** The product lets a person send five messages a second. */
const SENDERS = 5;
const RATE = 20;
const contenders = [socketIoRooms, socketIoStored, confab];

async function run(context: Context): Promise<Results[]> {
  const busy = context.size(200, 20);
  // Conversation 0: all on one node. 1: the sender on the other. The rest: as 1, for throughput.
  const world = worldOf(busy + 2, MEMBERS + SENDERS);
  const results = new Results(
    "nodes",
    "Two nodes over Redis",
    `Subscribers on the first node, senders on the second. Added: the median latency at ${RATE} messages/s, less that with the sender on the first node as well. Events: ${busy} conversations of ${MEMBERS}, one message in flight in each.`,
    socketIoRooms.name,
    [
      { key: "events", title: "events/s", better: "more", digits: 0, ratio: true, chart: true },
      { key: "added", title: "added p50 ms", better: "less", digits: 2 },
      { key: "here", title: "p50 same node ms", better: "less", digits: 2 },
      { key: "there", title: "p50 other node ms", better: "less", digits: 2 },
      { key: "p99", title: "p99 other node ms", better: "less", digits: 1 },
      { key: "wrong", title: "wrong", better: "less", digits: 0 },
    ],
    [
      {
        text: "p50 at most 1 ms added",
        unit: " ms",
        value: (all) => all.median("Confab", "added"),
        reached: (value) => value <= 1,
      },
      ...[socketIoRooms, socketIoStored].map(({ name }) => ({
        text: `at least 2 × ${name} with its Redis adapter`,
        unit: " ×",
        value: (all: Results) => all.ratio("Confab", name, "events"),
        reached: (value: number) => value >= 2,
      })),
    ],
  );
  if (!context.services.redisUrl) {
    results.failures.push("Left out: no REDIS_URL and no redis-server on the PATH.");
    return [results];
  }
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services, nodes: 2 }), async (serving) => {
      const plans = Array.from({ length: busy + 2 }, (_, c) => [
        ...Array.from({ length: MEMBERS + SENDERS }, (_, i) => {
          const sender = { roles: "s", node: c === 0 ? 0 : 1 };
          return socketOf(serving, world, c, i, i < MEMBERS ? { roles: "r" } : sender);
        }),
      ]);
      await load.plan(plans.flat(), everyMessage(serving, world));
      await load.openAll(0, busy + 1);
      await settle();
      const seconds = context.size(4, 0.6);
      const calm = { rate: RATE, warm: 0.4, seconds };
      const here = await load.traffic({ ...calm, groups: [0, 0] });
      const there = await load.traffic({ ...calm, groups: [1, 1] });
      if (there.deliveries === 0) throw new Error("nothing arrived from the other node");
      const all = await load.traffic({ groups: [2, busy + 1], window: 1, warm: 0.5, seconds });
      return {
        events: all.messages / all.seconds,
        added: there.latency.p50 - here.latency.p50,
        here: here.latency.p50,
        there: there.latency.p50,
        p99: there.latency.p99,
        wrong: all.mismatched + all.missing + there.mismatched + there.missing,
      };
    }),
  );
  return [results];
}

export const nodes: Scenario = { id: "nodes", run };
