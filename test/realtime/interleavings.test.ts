import { afterEach, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { Audience } from "../../src/live/realtime/audience.js";
import { LogCursors } from "../../src/live/realtime/log-cursors.js";
import { LogTails } from "../../src/live/realtime/log-tails.js";
import { violationsOf } from "./model/check.js";
import type { Step } from "./model/memory-log.js";
import { World, type Order } from "./model/world.js";

/** The whole figure is 20,000: INTERLEAVINGS=20000. */
const RUNS = Number(process.env["INTERLEAVINGS"] ?? 500);
const ORDERS: readonly Order[] = ["seq", "revision"];

const isHintLost = fc.boolean();
const said: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), isHintLost }),
  fc.record({ kind: fc.constant("change" as const), at: fc.nat(9), isHintLost }),
);
const happened: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("remove" as const, "add" as const), isHintLost }),
  fc.record({ kind: fc.constantFrom("project" as const, "stall" as const, "drain" as const) }),
);

/** What is written while somebody subscribes, and what happens then. */
const story = fc.record({
  early: fc.array(said, { maxLength: 4 }),
  steps: fc.array(fc.oneof(said, happened), { minLength: 1, maxLength: 14 }),
});

/** What the readers of one run have to complain about. */
async function run(
  world: World,
  scheduler: fc.Scheduler,
  { early, steps }: { readonly early: readonly Step[]; readonly steps: readonly Step[] },
): Promise<string[]> {
  const begin = (all: readonly Step[]) =>
    scheduler.scheduleSequence(
      all.map((one) => ({ label: one.kind, builder: () => Promise.resolve(world.do(one)) })),
    ).task;
  const writing = begin(early);
  const following = Promise.all(ORDERS.map((order) => world.follow(order)));
  await scheduler.waitFor(Promise.all([following, writing]));
  await scheduler.waitFor(begin(steps));
  await scheduler.waitIdle();
  await world.settle();
  world.engine.stop();
  return [...world.faults, ...ORDERS.flatMap((order) => violationsOf(world, order))];
}

async function explore(makeWorld: (scheduler: fc.Scheduler) => World, numRuns: number) {
  return fc.check(
    fc.asyncProperty(fc.scheduler(), story, async (scheduler, given) => {
      expect(await run(makeWorld(scheduler), scheduler, given)).toEqual([]);
    }),
    { numRuns },
  );
}

test("however readings, hints, renderings and writes meet, a stay is given whole and once", async () => {
  const found = await explore((scheduler) => new World(scheduler), RUNS);
  expect(found.failed ? [fc.defaultReportMessage(found), String(found.errorInstance)] : []).toEqual(
    [],
  );
}, 120_000);

afterEach(() => {
  jest.restoreAllMocks();
});

type Find = ConstructorParameters<typeof World>[1];

/** Faults that were in the product, or nearly. */
const BUGS: readonly (readonly [string, () => Find])[] = [
  ["the row decides, though the log knows better", () => (log) => log.membership(log.projected)],
  [
    "rights are read once",
    () => (log) =>
      ({ ...log.membership(1), appliedSeq: Infinity }) as ReturnType<NonNullable<Find>>,
  ],
  [
    "whoever was put out does not hear of being taken back",
    () => {
      jest.spyOn(LogCursors.prototype, "recheck").mockImplementation(() => Promise.resolve());
      return undefined;
    },
  ],
  [
    "nobody looks whether a hint got lost",
    () => {
      jest.spyOn(LogTails.prototype, "checkHeads").mockImplementation(() => Promise.resolve());
      return undefined;
    },
  ],
  [
    "an audience forgets that what came meanwhile is its next batch",
    () => {
      jest.spyOn(Audience.prototype, "isAtHead", "get").mockImplementation(() => true);
      return undefined;
    },
  ],
];

test.each(BUGS)(
  "the exploration finds that %s",
  async (_name, plant) => {
    const find = plant();
    const { failed } = await explore((scheduler) => new World(scheduler, find), 2_000);
    expect(failed).toBe(true);
  },
  120_000,
);
