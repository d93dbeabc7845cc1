import { confab } from "../contenders/confab.js";
import { mercuriusPeer, rawWs, socketIoRooms, typeGraphql } from "../contenders/peers.js";
import { everyMessage, everySocket } from "../harness/contender.js";
import type { Memory } from "../harness/process.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const contenders = [rawWs, socketIoRooms, mercuriusPeer, typeGraphql, confab];

async function run(context: Context): Promise<Results[]> {
  const conversations = context.size(10, 2);
  const each = context.size(1_000, 200);
  const sockets = conversations * each;
  // One conversation more: it warms the code up and is there before the counting starts.
  const world = worldOf(conversations + 1, each);
  const results = new Results(
    "idle",
    `Memory of an idle, authenticated, subscribed socket (${sockets.toLocaleString("en")} of them)`,
    "The growth of the process over the sockets, after a collection before and one after. Heap: V8's heap and what it holds outside; resident: what the system counts, fragmentation included.",
    socketIoRooms.name,
    [
      { key: "heap", title: "heap kB", better: "less", digits: 1, ratio: true, chart: true },
      { key: "resident", title: "resident kB", better: "less", digits: 1, ratio: true },
      { key: "opening", title: "opened/s", better: "more", digits: 0 },
    ],
    [
      {
        text: "at most 0.85 × socket.io",
        unit: " ×",
        value: (all) => all.ratio("Confab", socketIoRooms.name, "heap"),
        reached: (value) => value <= 0.85,
      },
      {
        text: "then 10 kB",
        unit: " kB",
        value: (all) => all.median("Confab", "heap"),
        reached: (value) => value <= 10,
      },
    ],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const [server] = serving.servers;
      if (!server) throw new Error("no server");
      await load.plan(everySocket(serving, world), everyMessage(serving, world));
      await load.openAll(0, 0);
      await settle();
      const before = await server.ask<Memory>("memory");
      const { ms } = await load.openAll(1, conversations);
      await settle();
      const after = await server.ask<Memory>("memory");
      const { open } = await load.check(1, conversations);
      if (open !== sockets) throw new Error(`only ${open} of ${sockets} sockets stayed open`);
      const heap = ({ heapUsed, external }: Memory): number => heapUsed + external;
      return {
        heap: (heap(after) - heap(before)) / sockets / 1_000,
        resident: (after.rss - before.rss) / sockets / 1_000,
        opening: (sockets / ms) * 1_000,
      };
    }),
  );
  return [results];
}

export const idle: Scenario = { id: "idle", run };
