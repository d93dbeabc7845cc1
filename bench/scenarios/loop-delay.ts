import { confab } from "../contenders/confab.js";
import { rawWs, socketIoRooms, typeGraphql } from "../contenders/peers.js";
import { everyMessage, everySocket } from "../harness/contender.js";
import type { Delay } from "../harness/process.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const contenders = [rawWs, socketIoRooms, typeGraphql, confab];

async function run(context: Context): Promise<Results[]> {
  const subscribers = context.size(5_000, 200);
  const world = worldOf(1, subscribers);
  const results = new Results(
    "loop-delay",
    `What else waits while messages go to ${subscribers.toLocaleString("en")} subscribers`,
    "The delay of the server's event loop, above the probe's resolution of 1 ms, with always one message in flight. What is delayed is every other request.",
    socketIoRooms.name,
    [
      {
        key: "p99",
        title: "loop delay p99 ms",
        better: "less",
        digits: 1,
        ratio: true,
        chart: true,
      },
      { key: "max", title: "worst ms", better: "less", digits: 1 },
      { key: "rate", title: "deliveries/s", better: "more", digits: 0 },
    ],
    [
      {
        text: "loop delay p99 below 5 ms",
        unit: " ms",
        value: (all) => all.median("Confab", "p99"),
        reached: (value) => value < 5,
      },
    ],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const [server] = serving.servers;
      const groups = [0, 0] as const;
      await load.plan(everySocket(serving, world), everyMessage(serving, world));
      await load.openAll(0, 0);
      await settle();
      await load.traffic({ groups, window: 1, seconds: context.size(2, 0.3) });
      await server?.ask("loop-start");
      const { deliveries, seconds } = await load.traffic({
        groups,
        window: 1,
        seconds: context.size(5, 0.7),
      });
      const delay = (await server?.ask<Delay>("loop-stop")) ?? { p99: NaN, max: NaN };
      return { p99: delay.p99, max: delay.max, rate: deliveries / seconds };
    }),
  );
  return [results];
}

export const loopDelay: Scenario = { id: "loop-delay", run };
