import { confab } from "../contenders/confab.js";
import {
  mercuriusPeer,
  rawWs,
  socketIoRooms,
  socketIoStored,
  typeGraphql,
} from "../contenders/peers.js";
import { everyMessage, everySocket } from "../harness/contender.js";
import { Results } from "../harness/results.js";
import {
  cpuDuring,
  interleave,
  settle,
  using,
  type Context,
  type Scenario,
} from "../harness/scenario.js";
import type { World } from "../harness/world.js";

const IN_PROGRESS = 64;
const contenders = [rawWs, socketIoRooms, socketIoStored, mercuriusPeer, typeGraphql, confab];

async function run(context: Context): Promise<Results[]> {
  const conversations = context.size(6, 2);
  const membersEach = context.size(500, 100);
  // Everybody comes once, so that no session or membership has been looked up before.
  const world: World = { conversations: conversations + 1, membersEach, socketsEach: 1 };
  const sockets = conversations * membersEach;
  const ratio = (other: string) => ({
    text: `at least 1.4 × ${other}`,
    unit: " ×",
    value: (all: Results) => all.ratio("Confab", other, "rate"),
    reached: (value: number) => value >= 1.4,
  });
  const results = new Results(
    "connects",
    `New sockets a second: token, subscription, membership check (${sockets.toLocaleString("en")} of them)`,
    `${IN_PROGRESS} handshakes at a time. Confab looks up session, account, membership and log in the database, and replays one message; \`stored\` looks up the membership; the others ask a Set in memory.`,
    socketIoRooms.name,
    [
      { key: "rate", title: "connects/s", better: "more", digits: 0, ratio: true, chart: true },
      { key: "cpu", title: "CPU each, µs", better: "less", digits: 0 },
      { key: "p50", title: "p50 ms", better: "less", digits: 1 },
      { key: "p99", title: "p99 ms", better: "less", digits: 1 },
    ],
    [ratio(socketIoRooms.name), ratio(socketIoStored.name)],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      await load.plan(everySocket(serving, world), everyMessage(serving, world));
      await load.openAll(0, 0);
      await settle();
      const open = () => load.openAll(1, conversations, IN_PROGRESS);
      const [{ ms, latency }, cpu] = await cpuDuring(serving.servers[0], open);
      return {
        rate: (sockets / ms) * 1_000,
        cpu: (cpu / sockets) * 1e6,
        p50: latency.p50,
        p99: latency.p99,
      };
    }),
  );
  return [results];
}

export const connects: Scenario = { id: "connects", run };
