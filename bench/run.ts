import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startDatabase } from "./harness/database.js";
import { describeMachine } from "./harness/machine.js";
import { root } from "./harness/process.js";
import { startRedis } from "./harness/redis.js";
import { section, write } from "./harness/report.js";
import type { Results } from "./harness/results.js";
import type { Context, Scenario } from "./harness/scenario.js";
import { connects } from "./scenarios/connects.js";
import { fanOut } from "./scenarios/fan-out.js";
import { followed } from "./scenarios/followed.js";
import { idle } from "./scenarios/idle.js";
import { lists } from "./scenarios/lists.js";
import { loopDelay } from "./scenarios/loop-delay.js";
import { loginStorm } from "./scenarios/logins.js";
import { nodes } from "./scenarios/nodes.js";
import { requests } from "./scenarios/requests.js";
import { smallGroups } from "./scenarios/small-groups.js";
import { stalled } from "./scenarios/stalled.js";
import { uploads } from "./scenarios/upload.js";
import { storm } from "./scenarios/storm.js";

const scenarios: readonly Scenario[] = [
  fanOut,
  smallGroups,
  loopDelay,
  idle,
  followed,
  connects,
  storm,
  nodes,
  requests,
  lists,
  loginStorm,
  uploads,
  stalled,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    repeats: { type: "string" },
    out: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const names = scenarios.map(({ id }) => id).join(" ");
const chosen = scenarios.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const unknown = positionals.filter((name) => !scenarios.some(({ id }) => id === name));
if (values.help || unknown.length > 0) {
  console.log(
    `npm run bench -- [--quick] [--repeats N] [--only NAME]… [--out FOLDER] [scenario …]\n  ${names}`,
  );
  process.exit(unknown.length > 0 ? 1 : 0);
}

const { quick, only } = values;
// The published report is of a whole run.
const whole = !quick && !only && positionals.length === 0;
const out = values.out ?? join(root, whole ? "docs/benchmarks" : "reports/benchmarks");
const began = performance.now();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const database = await startDatabase();
const redis = await startRedis();
const context: Context = {
  services: { mongoUri: database.uri, redisUrl: redis?.url ?? null, databasePid: database.pid },
  repeats: Number(values.repeats ?? (quick ? 1 : 5)),
  quick,
  wanted: (contender) => !only || only.includes(contender),
  size: (full, small) => (quick ? small : full),
  note: (text) =>
    console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`),
};
const where = {
  machine: describeMachine(),
  database: database.name,
  revision: execFileSync("git", ["describe", "--always", "--dirty"], { cwd: root })
    .toString()
    .trim(),
  when: new Date().toISOString().slice(0, 10),
  quick,
};

const all: Results[] = [];
for (const scenario of chosen) {
  for (const results of await scenario.run(context)) {
    all.push(results);
    console.log(`\n${section(results)}\n`);
  }
  write(out, all, where);
}
await redis?.stop();
await database.stop();
console.log(`Written to ${out}`);
process.exit(0);
