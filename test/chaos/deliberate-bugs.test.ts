import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { join } from "node:path";
import { check } from "./check/check.js";
import { describe as describeAll, type Invariant, type Violation } from "./check/violation.js";
import { Cluster, startGround, type Ground } from "./cluster.js";
import { History } from "./history.js";
import type { Fault } from "./nemesis.js";
import type { Pace } from "./pace.js";
import { openRooms, signUpMany } from "./population.js";
import { Random } from "./random.js";
import { readDatabase } from "./readings.js";
import { run } from "./run.js";
import { sizes } from "./sizes.js";

/** Sockets that are cut again and again, and sockets that stay: what is checked at their start shows. */
const RESTLESS = [100, 3_000] as const;
const STEADY = [60_000, 90_000] as const;

/** Each bug of plant-bug.mjs, with the invariants by which it must be found: one of them is enough. */
const BUGS: readonly (readonly [string, readonly Invariant[], Pace["socketMs"]])[] = [
  ["acknowledge-before-write", ["I-1"], RESTLESS],
  ["acknowledge-change-before-write", ["I-13", "I-17"], RESTLESS],
  ["change-at-a-stale-head", ["I-12"], RESTLESS],
  ["fetch-then-subscribe", ["I-7", "I-8"], RESTLESS],
  ["no-head-check", ["I-8"], RESTLESS],
  ["dedupe-in-memory-only", ["I-1", "I-11"], RESTLESS],
  ["off-by-one-position", ["I-7"], RESTLESS],
  ["membership-checked-only-at-subscribe", ["I-10"], STEADY],
];

/** One for each kind of loss: an acknowledgement before a crash, memory, hints. */
const FAULTS: readonly Fault[] = [
  { kind: "kill node after ack", atMs: 800, forMs: 0, node: 0 },
  { kind: "kill redis", atMs: 1_200, forMs: 500, node: 0 },
];
const NODES = 2;

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
}, 900_000);
afterAll(() => ground.stop());

/** The same short run for all; whatever is wrong with it is the bug's doing. */
async function violationsWith(
  bug: string | null,
  { healLimitMs, socketMs }: { healLimitMs: number; socketMs: Pace["socketMs"] },
): Promise<Violation[]> {
  const history = new History();
  const random = new Random(sizes.seed);
  const onIncident = (text: string): void => void history.incidents.push(text);
  const databaseName = bug ?? "no-bug";
  const reports = join("reports", "chaos-bugs", databaseName);
  const cluster = await Cluster.start(ground, {
    nodes: NODES,
    databaseName,
    bug,
    reports,
    onIncident,
  });
  try {
    const people = await signUpMany(cluster, 7);
    const caller = { nodes: cluster.nodes, random: random.fork(), onIncident };
    const rooms = await openRooms(caller, people.slice(0, 6), { count: 4, size: 5 });
    await run({
      ...{ cluster, history, random, people, rooms, healLimitMs },
      ...{ devices: 2, expulsions: 6, seconds: 4, acknowledged: 200 },
      ...{ faults: FAULTS, log: () => undefined },
      pace: { thinkMs: [50, 300], socketMs },
    });
    await readDatabase(cluster, history);
    await history.keep(reports);
    return check(history);
  } finally {
    await cluster.stop();
  }
}

test("the product as it is passes", async () => {
  const violations = await violationsWith(null, { ...sizes, socketMs: RESTLESS });
  expect(`CHAOS_SEED=${sizes.seed} ${describeAll(violations)}`).toBe(`CHAOS_SEED=${sizes.seed} `);
}, 900_000);

test.each(BUGS)(
  "the checker finds %s",
  async (bug, invariants, socketMs) => {
    const given = { healLimitMs: 3_000, socketMs };
    const found = new Set((await violationsWith(bug, given)).map(({ invariant }) => invariant));
    const expected = invariants.filter((invariant) => found.has(invariant));
    expect({ seed: sizes.seed, found: [...found], expected }).not.toMatchObject({ expected: [] });
  },
  900_000,
);
