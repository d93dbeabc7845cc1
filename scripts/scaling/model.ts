import { rowBytes, type Costs } from "./costs.js";

/** What people do. Guesses, to be replaced by what you know of yours. */
export const behaviour = {
  /** Of a socket, between two messages that it sends. */
  secondsBetweenMessages: 300,
  /** To how many sockets a message goes, on nodes of their own. */
  receivers: 3,
  /** Members of a conversation, each with a row that says what is new. */
  members: 5,
  /** Conversations of a person: their client follows all of them. */
  conversations: 20,
  /** Hints beside that of a message: typing begun and ended, two receipts. */
  otherHints: 4,
  /** How long a socket lasts. */
  socketSeconds: 3_600,
  /** What a client reads when it opens: a list of 25, a page of 50, with senders and states. */
  objectsAtStart: 200,
  /** How much of what happens with all of these open happens over a day and night. */
  dayShare: 0.3,
  /** Accounts for each socket that is open. */
  accounts: 10,
};

/** What machines do. The last four are assumptions and not measured here. */
export const machines = {
  /** Of a node's core; the rest is for storms and for what is not counted. */
  coreShare: 0.5,
  /** Of a node, for its sockets. */
  nodeBytes: 3e9,
  /** Rows written durably in a second, by one replica set. */
  writesPerShard: 20_000,
  /** Places in an index that one replica set finds in a second. */
  readsPerShard: 200_000,
  /** Rows and indexes of one replica set. */
  bytesPerShard: 2e12,
  /** Messages that one Redis passes on in a second, counted for each node that gets them. */
  redisDeliveries: 500_000,
};

const YEAR_SECONDS = 365 * 86_400;
/** Each node compares the ends of quiet logs that it follows so often. */
const HEAD_CHECK_SECONDS = 60;

export interface Estimate {
  readonly sockets: number;
  readonly messages: number;
  readonly connects: number;
  readonly nodes: number;
  readonly boundBy: "processor" | "memory";
  readonly secondsUntilAllAreBack: number;
  readonly headChecks: number;
  readonly writes: number;
  readonly shards: number;
  readonly bytesAYear: number;
  /** Of accounts and conversations, which are on one shard. */
  readonly wholeBytes: number;
  readonly wholeWrites: number;
  readonly redisDeliveries: number;
}

export function estimate(sockets: number, costs: Costs): Estimate {
  const { receivers, otherHints, members, socketSeconds } = behaviour;
  const messages = sockets / behaviour.secondsBetweenMessages;
  const connects = sockets / socketSeconds;
  const hints = messages * (1 + otherHints);
  const { made, heard, ignored } = costs.hintMicros;
  const work =
    messages * (costs.messageMicros + receivers * costs.deliveryMicros) +
    hints * (made + receivers * heard) +
    connects * (costs.connectMicros + behaviour.objectsAtStart * costs.objectMicros);
  // A node with thousands of conversations listens to all channels, and so hears every hint.
  const everywhere = hints * ignored;
  const perNode = machines.coreShare * 1e6 - everywhere;
  const byProcessor = perNode > 0 ? work / perNode : Infinity;
  const byMemory = (sockets * costs.socketBytes) / machines.nodeBytes;
  const nodes = Math.max(1, Math.ceil(Math.max(byProcessor, byMemory)));
  const spare = (1 - machines.coreShare) * 1e6 * nodes;
  const bytesAYear =
    messages * behaviour.dayShare * YEAR_SECONDS * (rowBytes.messages.row + rowBytes.messages.keys);
  const writes = messages * (1 + members);
  // At most: what several people on one node have in common is looked at once for all of them.
  const headChecks = (sockets * behaviour.conversations) / HEAD_CHECK_SECONDS;
  // By position and by revision.
  const reads = 2 * headChecks;
  return {
    ...{ sockets, messages, connects, nodes, writes, bytesAYear },
    boundBy: byProcessor >= byMemory ? "processor" : "memory",
    secondsUntilAllAreBack: (sockets * costs.connectMicros) / spare,
    headChecks,
    shards: Math.ceil(
      Math.max(
        writes / machines.writesPerShard,
        reads / machines.readsPerShard,
        bytesAYear / machines.bytesPerShard,
      ),
    ),
    // The position of each conversation that somebody wrote in: `conversations` is on one shard.
    wholeWrites: messages,
    wholeBytes: sockets * behaviour.accounts * bytesOfAccount(),
    redisDeliveries: nodes === 1 ? 0 : hints * (nodes - 1),
  };
}

/** With the part of its conversations that is not other members'. */
function bytesOfAccount(): number {
  const { users, conversations } = rowBytes;
  const own = behaviour.conversations / behaviour.members;
  return users.row + users.keys + own * (conversations.row + conversations.keys);
}

/** Up to how many sockets something suffices that grows with them. */
export function endOf(use: (estimate: Estimate) => number, most: number, costs: Costs): number {
  let [low, high] = [1, 1e10];
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (use(estimate(middle, costs)) > most) high = middle;
    else low = middle;
  }
  return low;
}
