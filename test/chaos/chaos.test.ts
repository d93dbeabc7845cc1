import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { check } from "./check/check.js";
import { describe as describeAll } from "./check/violation.js";
import { Cluster, startGround, type Ground } from "./cluster.js";
import { History } from "./history.js";
import { planFaults } from "./nemesis.js";
import { openRooms, signUpMany } from "./population.js";
import { Random } from "./random.js";
import { readDatabase } from "./readings.js";
import { run } from "./run.js";
import { sizes } from "./sizes.js";

let ground: Ground;
let cluster: Cluster | undefined;
const history = new History();

beforeAll(async () => {
  ground = await startGround();
}, 300_000);
afterAll(async () => {
  await cluster?.stop();
  await ground.stop();
});

test(
  "forty clients lose nothing and get nothing twice while nodes, Redis and the database fail",
  async () => {
    const { seed, seconds, nodes, healLimitMs } = sizes;
    const reports = join("reports", "chaos");
    const lines: string[] = [`CHAOS_SEED=${seed} CHAOS_SECONDS=${seconds} CHAOS_NODES=${nodes}`];
    const start = performance.now();
    const log = (line: string): void => {
      lines.push(`${((performance.now() - start) / 1_000).toFixed(1)} s: ${line}`);
    };
    const random = new Random(seed);
    const onIncident = (text: string): void => void history.incidents.push(text);
    cluster = await Cluster.start(ground, {
      ...{ nodes, databaseName: "chaos", bug: null, reports, onIncident },
    });
    const people = await signUpMany(cluster, 21);
    const members = people.slice(0, 20);
    const caller = { nodes: cluster.nodes, random: random.fork(), onIncident };
    const rooms = await openRooms(caller, members, { count: 10, size: 6 });
    const faults = planFaults(random.fork(), seconds, nodes);
    log(`${people.length} people in ${rooms.length} conversations`);
    const { healedMs } = await run({
      ...{ cluster, history, random, people, rooms, seconds, faults, healLimitMs, log },
      ...{
        devices: 2,
        expulsions: 4,
        acknowledged: seconds * 10,
        pace: { thinkMs: [200, 1_000], socketMs: [500, 6_000] },
      },
    });
    log(`everybody had everything after ${healedMs} ms`);
    await readDatabase(cluster, history);
    const { sends, subscribers, glances, readings } = history;
    const acks = sends.filter(({ answers }) => answers.length > 0).length;
    const deliveries = subscribers.flatMap((one) => one.deliveries).length;
    const sockets = subscribers.reduce((sum, one) => sum + one.sockets, 0);
    log(`${sends.length} messages, ${acks} acknowledged; ${deliveries} deliveries`);
    log(`${history.changes.length} changes acknowledged`);
    log(`${sockets} sockets; ${glances.length} glances, ${readings.length} histories`);
    const report = describeAll(check(history));
    if (report) log(`the history is in ${await history.keep(reports)}`);
    await writeFile(join(reports, "report.txt"), [...lines, report, ""].join("\n"));
    console.log(lines.join("\n"));
    expect(report).toBe("");
    expect(acks).toBeGreaterThan(seconds * 4);
  },
  sizes.limitMs,
);
