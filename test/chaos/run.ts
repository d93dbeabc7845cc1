import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../support/people.js";
import type { Caller } from "./attempt.js";
import { checkFeeds } from "./check/check-feeds.js";
import { makeClients, type Clients } from "./clients.js";
import type { Pace } from "./pace.js";
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
  readonly pace: Pace;
  /** It goes on for so long, and until so many messages are acknowledged, on a slow machine too. */
  readonly seconds: number;
  readonly acknowledged: number;
  readonly faults: readonly Fault[];
  /** How many groups put a member out; every other one takes them back. */
  readonly expulsions: number;
  /** How soon after the last fault everybody must have everything. */
  readonly healLimitMs: number;
  readonly log: (line: string) => void;
}

const ENOUGH_LIMIT_MS = 120_000;
/** Enough for each conversation to have one that was written on another node than it is read on. */
const LAST_WORDS = 40;
const LAST_WORDS_LIMIT_MS = 30_000;
/** What was not answered so long after the last fault is not answered at all. */
const ANSWER_LIMIT_MS = 60_000;

/** One run, from the first message to the last history. Says how long healing took. */
export async function run(options: RunOptions): Promise<{ readonly healedMs: number }> {
  const { cluster, history, random } = options;
  const onIncident = (text: string): void => void history.incidents.push(text);
  const newCaller = (): Caller => ({ nodes: cluster.nodes, random: random.fork(), onIncident });
  const nemesis = new Nemesis(cluster, options.log);
  const onAck = (node: number): void => nemesis.acknowledged(node);
  const clients = makeClients({ ...options, newCaller, onAck });
  const reading = Promise.all(clients.subscribers.map((one) => one.run()));
  const writing = Promise.all(clients.senders.map((one) => one.run()));
  const scene = { ...options, newCaller, nemesis, clients, writing };
  try {
    // A client that fails, which is a fault of the test, fails the run at once.
    return await Promise.race([play(scene), reading.then(never), writing.then(never)]);
  } catch (error) {
    options.log(`failed: ${String(error)}`);
    throw error;
  } finally {
    for (const one of clients.senders) one.giveUp();
    for (const one of clients.subscribers) one.stop();
    await Promise.allSettled([reading, writing]);
  }
}

interface Scene extends RunOptions {
  readonly newCaller: () => Caller;
  readonly nemesis: Nemesis;
  readonly clients: Clients;
  readonly writing: Promise<unknown>;
}

async function play(scene: Scene): Promise<{ readonly healedMs: number }> {
  const { history, rooms, people, clients, nemesis, newCaller } = scene;
  await Promise.all([
    sleep(scene.seconds * 1_000).then(() => enough(scene)),
    nemesis.run(scene.faults),
    ...expulsions(scene).map((expulsion) => expel(newCaller(), expulsion, history)),
  ]);
  for (const one of clients.subscribers) one.settleDown();
  await lastWords(scene);
  const healedAt = performance.now();
  await readLogs(newCaller(), rooms, history);
  const limit = healedAt + scene.healLimitMs;
  while (isBehind(history) && performance.now() < limit) await sleep(200);
  const healedMs = Math.round(performance.now() - healedAt);
  await readHistories(newCaller(), { rooms, people }, history);
  return { healedMs };
}

async function enough({ history, acknowledged: wanted }: Scene): Promise<void> {
  const end = performance.now() + ENOUGH_LIMIT_MS;
  while (acknowledged(history) < wanted && performance.now() < end) await sleep(100);
}

function acknowledged({ sends }: History): number {
  return sends.filter(({ answers }) => answers.length > 0).length;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function expulsions({ rooms, expulsions: count, seconds, random }: RunOptions) {
  const groups = rooms.filter(({ kind }) => kind === "group").slice(0, count);
  return groups.map((room, at) => ({
    room,
    afterMs: random.between(200, 600) * seconds,
    backAfterMs: at % 2 === 1 ? random.between(50, 200) * seconds : null,
  }));
}

/** The last messages are written while no hint can tell of them. */
async function lastWords({ cluster, history, log, clients, writing }: Scene): Promise<void> {
  const { senders } = clients;
  log("kill redis for the last words");
  await cluster.ground.redis.kill();
  const end = performance.now() + LAST_WORDS_LIMIT_MS;
  const before = acknowledged(history);
  while (acknowledged(history) < before + LAST_WORDS && performance.now() < end) await sleep(50);
  for (const one of senders) one.stop();
  const timer = setTimeout(() => senders.forEach((one) => one.giveUp()), ANSWER_LIMIT_MS);
  await writing;
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
