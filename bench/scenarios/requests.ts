import { confab } from "../contenders/confab.js";
import { expressRest, mercuriusPeer, socketIoRooms, typeGraphql } from "../contenders/peers.js";
import type { Contender, Serving } from "../harness/contender.js";
import { Results } from "../harness/results.js";
import { cpuDuring, interleave, using, type Context, type Scenario } from "../harness/scenario.js";
import { memberOf, worldOf } from "../harness/world.js";

const metrics = [
  { key: "rate", title: "requests/s", better: "more", digits: 0, ratio: true, chart: true },
  { key: "cpu", title: "CPU each, µs", better: "less", digits: 0 },
  { key: "p50", title: "p50 ms", better: "less", digits: 2 },
  { key: "p99", title: "p99 ms", better: "less", digits: 2 },
  { key: "load", title: "generator's CPU %", better: "less", digits: 0 },
] as const;

interface Kind {
  readonly over: "http" | "socket";
  readonly title: string;
  readonly baseline: Contender;
  readonly contenders: readonly Contender[];
  /** Over sockets so many that each stays below the product's 20 operations a second. */
  readonly connections: readonly [full: number, quick: number];
  readonly goal: number;
}
const kinds: readonly Kind[] = [
  {
    over: "http",
    title: "A mutation that does nothing, over HTTP",
    baseline: expressRest,
    contenders: [expressRest, mercuriusPeer, confab],
    connections: [32, 8],
    goal: 1,
  },
  {
    over: "socket",
    title: "A mutation that does nothing, over an open socket",
    baseline: socketIoRooms,
    contenders: [socketIoRooms, mercuriusPeer, typeGraphql, confab],
    connections: [1_000, 400],
    goal: 0.45,
  },
];

async function measure(context: Context, kind: Kind): Promise<Results> {
  const connections = context.size(...kind.connections);
  const seconds = context.size(4, 0.6);
  const world = worldOf(1, connections);
  const { over, title, baseline, contenders, goal } = kind;
  const results = new Results(
    over,
    title,
    `${connections} connections, one request in flight on each, every one with its token. GraphQL answers \`mutation { __typename }\`: read, parsed, validated, authenticated, executed, written, and nothing asked of a database.`,
    baseline.name,
    metrics,
    [
      {
        text: `at least ${goal} × ${baseline.name}`,
        unit: " ×",
        value: (all) => all.ratio("Confab", baseline.name, "rate"),
        reached: (value) => value >= goal,
      },
    ],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      await load.plan(
        Array.from({ length: connections }, (_, i) =>
          nothing(serving, over, memberOf(world, 0, i)),
        ),
        new Map(),
      );
      await load.openAll(0, 0);
      await load.request(0, 1, context.size(1.5, 0.3));
      const [asked, cpu] = await cpuDuring(serving.servers[0], () => load.request(0, 1, seconds));
      if (asked.wrong > 0 || asked.replies === 0)
        throw new Error(`${asked.wrong} wrong answers, as ${load.complaint}`);
      return {
        rate: asked.replies / asked.seconds,
        cpu: (cpu / asked.replies) * 1e6,
        p50: asked.latency.p50,
        p99: asked.latency.p99,
        load: (asked.cpu / asked.wall) * 100,
      };
    }),
  );
  return results;
}

function nothing(serving: Serving, over: Kind["over"], member: number) {
  const to = { group: 0, port: serving.ports[0] ?? 0 };
  if (over === "http") return { ...to, roles: "h", ...serving.nothingOverHttp?.(member) };
  return { ...to, roles: "-", ...serving.subscribed(member, 0), ...serving.nothingOverSocket?.() };
}

async function run(context: Context): Promise<Results[]> {
  const all: Results[] = [];
  for (const kind of kinds) all.push(await measure(context, kind));
  return all;
}

export const requests: Scenario = { id: "requests", run };
