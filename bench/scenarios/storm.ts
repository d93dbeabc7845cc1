import { confab } from "../contenders/confab.js";
import { rawWs, socketIoRooms, socketIoStored } from "../contenders/peers.js";
import { everyMessage, socketOf } from "../harness/contender.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { memberOf, worldOf } from "../harness/world.js";

/** Handshakes at a time: a herd, but one that a listen backlog can hold. */
const IN_PROGRESS = 1_000;
const LIVE_RATE = 40;
const MISSED = 2;
const contenders = [rawWs, socketIoRooms, socketIoStored, confab];

async function run(context: Context): Promise<Results[]> {
  const conversations = context.size(10, 2);
  const each = context.size(500, 30);
  const watching = context.size(100, 20);
  const world = worldOf(conversations + 1, each);
  const storming = conversations * each;
  const results = new Results(
    "storm",
    `${storming.toLocaleString("en")} sockets reconnect at once and resume`,
    `All are cut, ${MISSED} messages are sent in each of ${conversations} conversations, then all come back with a token and the last position that they have. Meanwhile ${watching} others receive ${LIVE_RATE} messages/s in a conversation of their own. socket.io and raw ws resume from memory, Confab from the log. Wrong: sockets that do not hold every message once and in order.`,
    socketIoRooms.name,
    [
      { key: "seconds", title: "all back, s", better: "less", digits: 2, ratio: true, chart: true },
      { key: "p99", title: "live p99 ms", better: "less", digits: 1, ratio: true, chart: true },
      { key: "calm", title: "live p99 before, ms", better: "less", digits: 1 },
      { key: "wrong", title: "wrong", better: "less", digits: 0 },
    ],
    [
      {
        text: "all back no later than socket.io's",
        unit: " ×",
        value: (all) => all.ratio("Confab", socketIoRooms.name, "seconds"),
        reached: (value) => value <= 1,
      },
      {
        text: "live p99 no higher than socket.io's",
        unit: " ×",
        value: (all) => all.ratio("Confab", socketIoRooms.name, "p99"),
        reached: (value) => value <= 1,
      },
      {
        text: "nothing lost",
        unit: " wrong",
        value: (all) => all.median("Confab", "wrong"),
        reached: (value) => value === 0,
      },
    ],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const storm = [1, conversations] as const;
      const live = [0, 0] as const;
      const sockets = (conversation: number, count: number) =>
        Array.from({ length: count }, (_, i) =>
          socketOf(serving, world, conversation, i, { roles: conversation ? "r" : "rs" }),
        );
      const sender = (conversation: number) => ({
        ...serving.subscribed(memberOf(world, conversation, 0), conversation),
        group: conversation,
        port: serving.ports[0] ?? 0,
        roles: "s",
      });
      const numbers = Array.from({ length: conversations }, (_, i) => i + 1);
      await load.plan(
        [...sockets(0, watching), ...numbers.flatMap((c) => [...sockets(c, each), sender(c)])],
        everyMessage(serving, world),
      );
      await load.openAll(0, conversations);
      await settle();
      // Everybody has a position to resume from.
      await load.traffic({ groups: storm, rate: 100, seconds: 30, limit: conversations });
      const calm = await load.traffic({
        groups: live,
        rate: LIVE_RATE,
        seconds: context.size(3, 1),
      });
      for (const conversation of numbers) await load.cut(conversation);
      const limit = conversations * MISSED;
      await load.traffic({ groups: storm, rate: 100, seconds: 30, limit });
      const during = load.traffic({ groups: live, rate: LIVE_RATE, seconds: 120 });
      await settle();
      const { ms } = await load.openAll(...storm, IN_PROGRESS);
      load.stopTraffic();
      const { latency } = await during;
      await settle();
      const { mismatched, missing } = await load.check(...storm);
      return {
        seconds: ms / 1_000,
        p99: latency.p99,
        calm: calm.latency.p99,
        wrong: mismatched + missing,
      };
    }),
  );
  return [results];
}

export const storm: Scenario = { id: "storm", run };
