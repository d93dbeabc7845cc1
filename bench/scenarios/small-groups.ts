import { confab } from "../contenders/confab.js";
import {
  mercuriusPeer,
  rawWs,
  socketIoMembers,
  socketIoRooms,
  socketIoStored,
  typeGraphql,
} from "../contenders/peers.js";
import { everyMessage, everySocket } from "../harness/contender.js";
import { Results } from "../harness/results.js";
import { interleave, settle, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";
import { measureTraffic, trafficMetrics } from "./fan-out.js";

const MEMBERS = 5;
const contenders = [
  rawWs,
  socketIoRooms,
  socketIoStored,
  socketIoMembers,
  mercuriusPeer,
  typeGraphql,
  confab,
];

async function run(context: Context): Promise<Results[]> {
  const conversations = context.size(200, 20);
  const seconds = context.size(4, 0.5);
  const world = worldOf(conversations, MEMBERS);
  const ratio = (other: string) => ({
    text: `at least 1.3 × ${other}`,
    unit: " ×",
    value: (results: Results) => results.ratio("Confab", other, "rate"),
    reached: (value: number) => value >= 1.3,
  });
  const results = new Results(
    "small-groups",
    `${conversations} conversations of ${MEMBERS}, one message in flight in each`,
    "Where a message has few receivers, receiving and storing it weighs as much as delivering it: compare with the peers that store.",
    socketIoRooms.name,
    trafficMetrics,
    [ratio(socketIoRooms.name), ratio(socketIoStored.name)],
  );
  await interleave(context, results, contenders, (contender, load) =>
    using(contender.start({ world, services: context.services }), async (serving) => {
      const groups = [0, conversations - 1] as const;
      await load.plan(everySocket(serving, world), everyMessage(serving, world));
      await load.openAll(...groups);
      await settle();
      await load.traffic({ groups, window: 1, seconds: context.size(1.5, 0.3) });
      return measureTraffic(load, serving.servers[0], { groups, window: 1, seconds });
    }),
  );
  return [results];
}

export const smallGroups: Scenario = { id: "small-groups", run };
