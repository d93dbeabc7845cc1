import { measuredCosts, rowBytes } from "./costs.js";
import { behaviour, endOf, estimate, machines, type Estimate } from "./model.js";
import { placements, shardCommands } from "./shard-keys.js";

type Row = readonly (string | number)[];

const SIZES = [1e4, 1e5, 1e6, 1e7];

/** What docs/scaling.md shows, by the name of its place there. */
export function scalingParts(): ReadonlyMap<string, string> {
  return new Map([
    ["costs", costsTable()],
    ["behaviour", behaviourTable()],
    ["nodes", nodesTable()],
    ["limits", limitsTable()],
    [
      "commands",
      ["```js mongosh", 'sh.enableSharding("confab");', ...shardCommands(), "```"].join("\n"),
    ],
    ["whole", wholeTable()],
  ]);
}

function costsTable(): string {
  const costs = measuredCosts();
  const { hintMicros } = costs;
  return table(
    ["what", "costs", "from"],
    [
      [
        "an open socket, subscribed",
        `${(costs.socketBytes / 1e3).toFixed(1)} kB`,
        "`idle`, resident",
      ],
      ["opening it", micros(costs.connectMicros), "`connects`"],
      [
        "a message: request, checks, write",
        micros(costs.messageMicros),
        "`small-groups` less `fan-out`",
      ],
      [
        "handing it to one socket",
        micros(costs.deliveryMicros),
        "`fan-out`, all that a chat shows",
      ],
      ["an object of a query", micros(costs.objectMicros), "[limits](limits.md), an estimate"],
      ["a hint that a node makes", micros(hintMicros.made), "the codec alone"],
      [
        "one that it needs; one that it does not",
        `${micros(hintMicros.heard)}; ${micros(hintMicros.ignored)}`,
        "the codec alone",
      ],
      ...Object.entries(rowBytes).map(([name, { row, keys }]): Row => [
        `a row of \`${name}\` and its keys in indexes`,
        `${row} and ${keys} bytes`,
        "rows that a test makes",
      ]),
    ],
  );
}

function behaviourTable(): string {
  const { secondsBetweenMessages, socketSeconds } = behaviour;
  return table(
    ["assumed", "value"],
    [
      ["a socket sends a message", `every ${secondsBetweenMessages} s`],
      ["which goes to so many sockets, on as many nodes", behaviour.receivers],
      ["in a conversation of so many members", behaviour.members],
      ["of whom each has so many conversations, and follows them all", behaviour.conversations],
      ["typing and receipts: hints for each message", behaviour.otherHints],
      ["a socket lasts", `${socketSeconds} s`],
      ["and reads so many objects first", behaviour.objectsAtStart],
      ["a day's mean, of when all of these are open", `${behaviour.dayShare * 100} %`],
      ["accounts for each socket", behaviour.accounts],
      ["a node uses of its core", `${machines.coreShare * 100} %`],
      ["and has memory for sockets", `${machines.nodeBytes / 1e9} GB`],
      ["a replica set writes (not measured here)", `${figure(machines.writesPerShard)} rows/s`],
      ["and finds (not measured here)", `${figure(machines.readsPerShard)} keys/s`],
      ["and holds (not measured here)", `${machines.bytesPerShard / 1e12} TB`],
      ["a Redis passes on (not measured here)", `${figure(machines.redisDeliveries)} messages/s`],
    ],
  );
}

function nodesTable(): string {
  const costs = measuredCosts();
  const estimates = SIZES.map((size) => estimate(size, costs));
  const row = (what: string, show: (one: Estimate) => string): Row => [
    what,
    ...estimates.map(show),
  ];
  const over = (value: number, most: number): string =>
    value > most ? `**${figure(value)}**, too many` : figure(value);
  return table(
    ["sockets", ...SIZES.map(figure)],
    [
      row("messages/s", ({ messages }) => figure(messages)),
      row("nodes of one core", ({ nodes, boundBy }) => `${figure(nodes)}, by ${boundBy}`),
      row("all back after all were cut", ({ secondsUntilAllAreBack: s }) => `${figure(s)} s`),
      row("shards for logs and members", ({ shards }) => figure(shards)),
      row("rows written/s there", ({ writes }) => figure(writes)),
      row("messages of a year, with keys", ({ bytesAYear }) => `${figure(bytesAYear / 1e9)} GB`),
      row("accounts and conversations", ({ wholeBytes }) => `${figure(wholeBytes / 1e9)} GB`),
      row("rows/s on the shard of `conversations`", ({ wholeWrites }) =>
        over(wholeWrites, machines.writesPerShard),
      ),
      row("ends of logs compared/s, each read there too", ({ headChecks }) =>
        over(headChecks, machines.readsPerShard),
      ),
      row("messages/s that Redis passes on", ({ redisDeliveries }) =>
        over(redisDeliveries, machines.redisDeliveries),
      ),
    ],
  );
}

function limitsTable(): string {
  const costs = measuredCosts();
  const end = (use: (one: Estimate) => number, most: number): string =>
    figure(endOf(use, most, costs));
  return table(
    ["what ends", "at about so many sockets"],
    [
      ["one node of one core", end(({ nodes }) => nodes, 1)],
      [
        "the shard of `conversations`, by the ends of logs that are compared",
        end((one) => one.headChecks, machines.readsPerShard),
      ],
      [
        "one Redis, as each hint goes to every node",
        end((one) => one.redisDeliveries, machines.redisDeliveries),
      ],
      [
        "one replica set for everything, by its writes",
        end((one) => one.writes + one.wholeWrites, machines.writesPerShard),
      ],
      [
        "the shard of `conversations`, by its writes",
        end((one) => one.wholeWrites, machines.writesPerShard),
      ],
      ["the nodes themselves, as each hears every hint", end(({ nodes }) => nodes, 1e6)],
    ],
  );
}

function wholeTable(): string {
  const byReason = new Map<string, string[]>();
  for (const [name, placement] of Object.entries(placements))
    if ("whole" in placement)
      byReason.set(placement.whole, [...(byReason.get(placement.whole) ?? []), `\`${name}\``]);
  return table(
    ["on one shard", "because"],
    [...byReason].map(([reason, names]): Row => [names.join(", "), reason]),
  );
}

function micros(value: number): string {
  return `${figure(value)} µs`;
}

/** Two digits that say something, as none of this is known better. */
function figure(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
