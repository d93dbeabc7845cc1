import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { join } from "node:path";
import { check } from "./check/check.js";
import { describe as describeAll, type Invariant, type Violation } from "./check/violation.js";
import { brokenLogs } from "../support/log-invariants.js";
import { Cluster, startGround, type Ground } from "./cluster.js";
import { History } from "./history.js";
import type { Fault } from "./nemesis.js";
import { openRooms, signUpMany } from "./population.js";
import { Random } from "./random.js";
import { run } from "./run.js";
import { sizes } from "./sizes.js";

/** Each bug of plant-bug.mjs, with the invariants by which it must be found: one of them is enough. */
const BUGS: readonly (readonly [string, readonly Invariant[]])[] = [
  ["acknowledge-before-write", ["I-1"]],
  ["fetch-then-subscribe", ["I-7", "I-8"]],
  ["no-head-check", ["I-8"]],
  ["dedupe-in-memory-only", ["I-1", "I-11"]],
  ["off-by-one-position", ["I-7"]],
  ["membership-checked-only-at-subscribe", ["I-10"]],
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
}, 300_000);
afterAll(() => ground.stop());

/** The same short run for all; whatever is wrong with it is the bug's doing. */
async function violationsWith(bug: string | null, healLimitMs: number): Promise<Violation[]> {
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
      pace: { thinkMs: [50, 300], socketMs: [100, 3_000] },
    });
    history.brokenLogs.push(...(await brokenLogs(cluster.databaseUri)));
    await history.keep(reports);
    return check(history);
  } finally {
    await cluster.stop();
  }
}

test("the product as it is passes", async () => {
  const violations = await violationsWith(null, sizes.healLimitMs);
  expect(`CHAOS_SEED=${sizes.seed} ${describeAll(violations)}`).toBe(`CHAOS_SEED=${sizes.seed} `);
}, 300_000);

test.each(BUGS)(
  "the checker finds %s",
  async (bug, invariants) => {
    const found = new Set((await violationsWith(bug, 3_000)).map(({ invariant }) => invariant));
    const expected = invariants.filter((invariant) => found.has(invariant));
    expect({ seed: sizes.seed, found: [...found], expected }).not.toMatchObject({ expected: [] });
  },
  300_000,
);
