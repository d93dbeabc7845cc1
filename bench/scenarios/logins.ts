import { fileURLToPath } from "node:url";
import { confab, giveEverybodyAPassword, loginRequest } from "../contenders/confab.js";
import { expressRest } from "../contenders/peers.js";
import { everyMessage, everySocket, type Serving } from "../harness/contender.js";
import { httpPost } from "../harness/http.js";
import type { Asked, ConnectionPlan, Load } from "../harness/load.js";
import { Pinned, type Delay } from "../harness/process.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const WAITING = 64;
const LOGINS = 1;
const LIVE_RATE = 50;
const RAW = "bcrypt alone";
const script = fileURLToPath(new URL("../dist/bcrypt-rate.js", import.meta.url));

async function run(context: Context): Promise<Results[]> {
  const rounds = String(context.size(12, 8));
  const seconds = context.size(10, 3);
  const subscribers = context.size(100, WAITING);
  const results = new Results(
    "logins",
    `${WAITING} logins at once, bcrypt at cost ${rounds}`,
    `On all cores, as hashing happens beside the event loop. Logins: finished a second. File: what reading a small file takes meanwhile. Live: ${LIVE_RATE} messages/s to ${subscribers} subscribers, before and meanwhile. Express hashes whatever comes at once.`,
    RAW,
    [
      { key: "rate", title: "logins/s", better: "more", digits: 1, ratio: true },
      { key: "file", title: "file p99 ms", better: "less", digits: 1, chart: true },
      { key: "live", title: "live p99 ms", better: "less", digits: 1 },
      { key: "calm", title: "live p99 before, ms", better: "less", digits: 1 },
      { key: "slower", title: "× before", better: "less", digits: 2 },
      { key: "refused", title: "refused/s", better: "less", digits: 1 },
    ],
    [
      {
        text: "file p99 below 10 ms",
        unit: " ms",
        value: (all) => all.median("Confab", "file"),
        reached: (value) => value < 10,
      },
      {
        text: "live p99 below 1.5 × before",
        unit: " ×",
        value: (all) => all.median("Confab", "slower"),
        reached: (value) => value < 1.5,
      },
      {
        text: "at least 95 % of the raw bcrypt rate",
        unit: " ×",
        value: (all) => all.ratio("Confab", RAW, "rate"),
        reached: (value) => value >= 0.95,
      },
    ],
  );
  const world = worldOf(1, subscribers);
  const { services } = context;
  const options = { world, services, unpinned: true, env: { SALT_ROUND: rounds } };
  const raw: typeof expressRest = { ...expressRest, name: RAW };
  await interleave(context, results, [raw, expressRest, confab], async (contender, load) => {
    if (contender === raw) return { rate: await rawRate(rounds, seconds) };
    return using(contender.start(options), async (serving) => {
      if (contender === expressRest) {
        await load.plan(logins(serving, expressLogin), new Map());
        await load.openAll(LOGINS, LOGINS);
        const { asked, file } = await logIn(serving, load, seconds);
        return { rate: asked.replies / asked.seconds, file: file.p99 };
      }
      await giveEverybodyAPassword(serving.ports[0] ?? 0, serving.database ?? "", world);
      const plans = [...everySocket(serving, world), ...logins(serving, loginRequest)];
      await load.plan(plans, everyMessage(serving, world));
      await load.openAll(0, LOGINS);
      await settle();
      const live = { groups: [0, 0] as const, rate: LIVE_RATE };
      const calm = await load.traffic({ ...live, warm: 0.5, seconds: context.size(5, 1) });
      const during = load.traffic({ ...live, warm: 0.2, seconds });
      const { asked, file } = await logIn(serving, load, seconds);
      if (asked.replies === 0) throw new Error(`nobody got in, as ${load.complaint}`);
      const { latency } = await during;
      return {
        rate: asked.replies / asked.seconds,
        file: file.p99,
        live: latency.p99,
        calm: calm.latency.p99,
        slower: latency.p99 / calm.latency.p99,
        refused: asked.wrong / asked.seconds,
      };
    });
  });
  return [results];
}

async function logIn(
  serving: Serving,
  load: Load,
  seconds: number,
): Promise<{ asked: Asked; file: Delay }> {
  const [server] = serving.servers;
  if (!server) throw new Error("no server");
  await server.ask("files-start");
  const asked = await load.request(LOGINS, 1, seconds);
  return { asked, file: await server.ask<Delay>("files-stop") };
}

type Login = (member: number) => Pick<ConnectionPlan, "request" | "reply">;

function logins(serving: Serving, login: Login): ConnectionPlan[] {
  const port = serving.ports[0] ?? 0;
  return Array.from({ length: WAITING }, (_, i) => ({
    group: LOGINS,
    port,
    roles: "h",
    ...login(i),
  }));
}

function expressLogin(): ReturnType<Login> {
  return {
    request: httpPost("/login", JSON.stringify({ password: "correct horse battery staple" })),
    reply: '"ok":true',
  };
}

/** How many hashes a second there are when nothing else happens, two at a time as on two cores. */
async function rawRate(rounds: string, seconds: number): Promise<number> {
  const env = { SALT_ROUND: rounds, SECONDS: String(seconds) };
  const process = await Pinned.node(script, { role: "any", env, ready: /^rate (\S+)/ });
  await process.stop();
  return Number(process.match);
}

export const loginStorm: Scenario = { id: "logins", run };
