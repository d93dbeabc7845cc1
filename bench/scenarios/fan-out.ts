import { confab, confabChat } from "../contenders/confab.js";
import { floorEach, floorJoined } from "../contenders/floor.js";
import {
  mercuriusPeer,
  rawWs,
  socketIoMembers,
  socketIoRooms,
  socketIoStored,
  typeGraphql,
} from "../contenders/peers.js";
import { everyMessage, everySocket } from "../harness/contender.js";
import type { Load, Traffic } from "../harness/load.js";
import { Results, type Metric } from "../harness/results.js";
import {
  cpuDuring,
  interleave,
  settle,
  using,
  type Context,
  type Scenario,
} from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const contenders = [
  floorEach,
  floorJoined,
  rawWs,
  socketIoRooms,
  socketIoStored,
  socketIoMembers,
  mercuriusPeer,
  typeGraphql,
  confab,
  confabChat,
];

export const trafficMetrics: readonly Metric[] = [
  { key: "rate", title: "deliveries/s", better: "more", digits: 0, ratio: true, chart: true },
  { key: "cpu", title: "CPU each, µs", better: "less", digits: 1 },
  { key: "p50", title: "p50 ms", better: "less", digits: 1 },
  { key: "p99", title: "p99 ms", better: "less", digits: 1 },
  { key: "load", title: "generator's CPU %", better: "less", digits: 0 },
  { key: "wrong", title: "wrong receivers", better: "less", digits: 0 },
];

/** What one window of traffic gives, for any number of groups. */
export async function measureTraffic(
  load: Load,
  server: Parameters<typeof cpuDuring>[0],
  options: Parameters<Load["traffic"]>[0],
): Promise<Record<string, number>> {
  const [traffic, cpu] = await cpuDuring(server, () => load.traffic({ ...options, warm: 0 }));
  return figures(traffic, cpu);
}

function figures(traffic: Traffic, cpu: number): Record<string, number> {
  const { deliveries, seconds, latency, wall, mismatched, missing } = traffic;
  if (deliveries === 0) throw new Error("nothing was delivered");
  return {
    rate: deliveries / seconds,
    cpu: (cpu / deliveries) * 1e6,
    p50: latency.p50,
    p99: latency.p99,
    load: (traffic.cpu / wall) * 100,
    wrong: mismatched + missing,
  };
}

async function run(context: Context): Promise<Results[]> {
  const subscribers = context.size(1_000, 100);
  const seconds = context.size(4, 0.5);
  const world = worldOf(1, subscribers);
  const [one, eight] = [1, 8].map((window) => {
    const ours = window === 1 ? 1.4 : 7;
    const ratio = (other: string, text: string, goal: number) => ({
      text,
      unit: " ×",
      value: (results: Results) => results.ratio("Confab", other, "rate"),
      reached: (value: number) => value >= goal,
    });
    return new Results(
      `fan-out-w${window}`,
      `Fan-out to ${subscribers.toLocaleString("en")} subscribers, ${window === 1 ? "one message" : "eight messages"} in flight`,
      "A subscriber sends, every subscriber receives. `stored` peers and Confab write each message to the database before they deliver it; the others have none behind them, and their clock stops one durable write earlier.",
      socketIoRooms.name,
      trafficMetrics,
      [
        ratio(socketIoRooms.name, `at least ${ours} × socket.io rooms`, ours),
        ratio(socketIoStored.name, `at least ${ours} × socket.io rooms that store as well`, ours),
        ...(window === 1
          ? [
              ratio(rawWs.name, "at least 0.9 × raw ws", 0.9),
              ratio(typeGraphql.name, "at least 9 × type-graphql with topics", 9),
            ]
          : []),
      ],
    );
  }) as [Results, Results];
  await interleave(context, one, contenders, (contender, load, repeat) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const [server] = serving.servers;
      await load.plan(everySocket(serving, world), everyMessage(serving, world));
      await load.openAll(0, 0);
      await settle();
      const groups = [0, 0] as const;
      await load.traffic({ groups, window: 8, seconds: context.size(1.5, 0.3) });
      const single = await measureTraffic(load, server, { groups, window: 1, seconds });
      const eightfold = await measureTraffic(load, server, { groups, window: 8, seconds });
      eight.add(repeat, contender.name, eightfold);
      return single;
    }),
  );
  return [one, eight];
}

export const fanOut: Scenario = { id: "fan-out", run };
