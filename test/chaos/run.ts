import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../support/people.js";
import type { Caller } from "./attempt.js";
import { checkFeeds } from "./check/check-feeds.js";
import { makeClients, type Clients } from "./clients.js";
import type { Cluster } from "./cluster.js";
import type { History } from "./history.js";
import { Nemesis, type Fault } from "./nemesis.js";
import type { Room } from "./population.js";
import type { Random } from "./random.js";
import { readHistories, readLogs } from "./readings.js";
import { expel } from "./steward.js";

export interface RunOptions {
  readonly cluster: Cluster;
  readonly history: History;
  readonly random: Random;
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
  /** Clients of each person. */
  readonly devices: number;
  readonly seconds: number;
  readonly faults: readonly Fault[];
  /** How many groups put a member out; every other one takes him back. */
  readonly expulsions: number;
  /** How soon after the last fault everybody must have everything. */
  readonly healLimitMs: number;
  readonly log: (line: string) => void;
}

const LAST_WORDS_MS = 1_500;
/** What was not answered so long after the last fault is not answered at all. */
const ANSWER_LIMIT_MS = 15_000;

/** One run, from the first message to the last history. Says how long healing took. */
export async function run(options: RunOptions): Promise<{ readonly healedMs: number }> {
  const { cluster, history, random, rooms, people } = options;
  const onIncident = (text: string): void => void history.incidents.push(text);
  const newCaller = (): Caller => ({ nodes: cluster.nodes, random: random.fork(), onIncident });
  const nemesis = new Nemesis(cluster, options.log);
  const onAck = (node: number): void => nemesis.acknowledged(node);
  const clients = makeClients({ ...options, newCaller, onAck });
  const reading = clients.subscribers.map((one) => one.run());
  const writing = clients.senders.map((one) => one.run());
  await Promise.all([
    sleep(options.seconds * 1_000),
    nemesis.run(options.faults),
    ...expulsions(options).map((expulsion) => expel(newCaller(), expulsion, history)),
  ]);
  for (const one of clients.subscribers) one.settleDown();
  await lastWords(options, clients, writing);
  const healedAt = performance.now();
  await readLogs(newCaller(), rooms, history);
  while (isBehind(history) && performance.now() - healedAt < options.healLimitMs) await sleep(200);
  const healedMs = Math.round(performance.now() - healedAt);
  await readHistories(newCaller(), { rooms, people }, history);
  for (const one of clients.subscribers) one.stop();
  await Promise.all(reading);
  return { healedMs };
}

function expulsions({ rooms, expulsions: count, seconds, random }: RunOptions) {
  const groups = rooms.filter(({ kind }) => kind === "group").slice(0, count);
  return groups.map((room, at) => ({
    room,
    afterMs: random.between(0.2, 0.7) * seconds * 1_000,
    backAfterMs: at % 2 === 1 ? random.between(0.05, 0.2) * seconds * 1_000 : null,
  }));
}

/** The last messages are written while no hint can tell of them. */
async function lastWords(
  { cluster, log }: RunOptions,
  { senders }: Clients,
  writing: readonly Promise<void>[],
): Promise<void> {
  log("kill redis for the last words");
  await cluster.ground.redis.kill();
  await sleep(LAST_WORDS_MS);
  for (const one of senders) one.stop();
  const timer = setTimeout(() => senders.forEach((one) => one.giveUp()), ANSWER_LIMIT_MS);
  await Promise.all(writing);
  clearTimeout(timer);
  await cluster.ground.redis.restart();
  log("everything runs again");
}

function isBehind(history: History): boolean {
  let behind = false;
  checkFeeds(history, (invariant) => {
    behind ||= invariant === "I-8";
  });
  return behind;
}
