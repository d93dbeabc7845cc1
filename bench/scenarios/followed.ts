import { confab } from "../contenders/confab.js";
import type { Serving } from "../harness/contender.js";
import { cpuSecondsOf, type Memory } from "../harness/process.js";
import { Results } from "../harness/results.js";
import {
  cpuDuring,
  interleave,
  settle,
  using,
  type Context,
  type Scenario,
} from "../harness/scenario.js";
import { createGroup, sendTo } from "../ours/api.js";
import { worldOf } from "../harness/world.js";
import { follow, type Place } from "./followed-client.js";

const AT_ONCE = 16;
/** Is in every conversation. */
const HOST = 0;
/** Come first, so that code and connections are warm. */
const WARM = 2;

async function each<T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let at = 0; at < count; at += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, i) => at + i);
    done.push(...(await Promise.all(some.map(work))));
  }
  return done;
}

/** The ids of new groups of the host, that person, and whom `others` adds to each. */
function groupsWith(
  serving: Serving,
  person: number,
  count: number,
  others: (i: number) => number[] = () => [],
): Promise<string[]> {
  return each(count, (i) =>
    createGroup(serving, HOST, [person, ...others(i)], `group-${person}-${i}`),
  );
}

/** How long it takes to have what was missed in `news` of those conversations. */
async function resumed(
  serving: Serving,
  { person, groups, senderOf, from, news }: Resuming,
): Promise<number> {
  const send = (i: number) => sendTo(serving, senderOf(i), groups[i] ?? "", `news-${i}`);
  await each(news - from, (i) => send(from + i));
  const since = groups.map((conversationId): Place => ({ conversationId, revision: 1 }));
  const followed = await follow(port(serving), tokenOf(serving, person), since);
  followed.close();
  const { replayed, ms } = followed;
  if (replayed !== news) throw new Error(`${replayed} messages came of ${news}`);
  return ms;
}

interface Resuming {
  readonly person: number;
  readonly groups: readonly string[];
  /** Many, as the product lets nobody send that much. */
  readonly senderOf: (i: number) => number;
  /** So many have news already. */
  readonly from: number;
  readonly news: number;
}

async function run(context: Context): Promise<Results[]> {
  const people = context.size(50, 5);
  const conversations = context.size(100, 10);
  const all = context.size(1_000, 50);
  const [few, many] = [context.size(50, 5), context.size(800, 40)];
  const idleSeconds = context.size(30, 3);
  const resuming = people + 1;
  const results = new Results(
    "followed",
    `${people} people follow their ${conversations} conversations each`,
    `One socket and one subscription a person. Memory and processor time of each socket beyond the first ${WARM}; what the server and the database then take while nothing happens; and how long somebody in ${all.toLocaleString("en")} conversations waits for what they missed in ${few} and in ${many} of them.`,
    confab.name,
    [
      { key: "heap", title: "heap kB a socket", better: "less", digits: 0 },
      { key: "resident", title: "resident kB", better: "less", digits: 0 },
      { key: "opening", title: "CPU to open, ms", better: "less", digits: 1 },
      { key: "server", title: "idle server, % of a core", better: "less", digits: 1 },
      { key: "database", title: "idle database, %", better: "less", digits: 1 },
      { key: "few", title: `resume, ${few} with news, s`, better: "less", digits: 2 },
      { key: "many", title: `resume, ${many} with news, s`, better: "less", digits: 2 },
    ],
    [
      goal("30 kB of heap a socket", " kB", "heap", 30),
      goal("opened in 3 ms of CPU", " ms", "opening", 3),
      goal("idle server below 3 %", " %", "server", 3),
      goal("idle database below 2 %", " %", "database", 2),
      goal(`resumed in 0.5 s with news in ${few}`, " s", "few", 0.5),
      goal(`resumed in 3 s with news in ${many}`, " s", "many", 3),
    ],
  );
  await interleave(context, results, [confab], (contender) =>
    using(
      contender.start({ world: worldOf(1, people + 2), services: context.services }),
      async (serving) => {
        const [server] = serving.servers;
        const { databasePid } = context.services;
        if (!server) throw new Error("no server");
        for (let person = 1; person <= people; person++)
          await groupsWith(serving, person, conversations);
        const open = (person: number) => follow(port(serving), tokenOf(serving, person));
        for (let person = 1; person <= WARM; person++) await open(person);
        await settle();
        const before = await server.ask<Memory>("memory");
        const measured = people - WARM;
        const [, opening] = await cpuDuring(server, () =>
          each(measured, (i) => open(i + WARM + 1)),
        );
        await settle();
        const after = await server.ask<Memory>("memory");
        // For a minute, what was just opened is looked at as if somebody wrote there.
        await rest(context.size(65, 1));
        const databaseBefore = cpuSecondsOf(databasePid);
        const [, idle] = await cpuDuring(server, () => rest(idleSeconds));
        const database = cpuSecondsOf(databasePid) - databaseBefore;
        const senderOf = (i: number): number => 1 + (i % people);
        const groups = await groupsWith(serving, resuming, all, (i) => [senderOf(i)]);
        const one = { person: resuming, groups, senderOf };
        const heap = ({ heapUsed, external }: Memory): number => heapUsed + external;
        return {
          heap: (heap(after) - heap(before)) / measured / 1_000,
          resident: (after.rss - before.rss) / measured / 1_000,
          opening: (opening / measured) * 1_000,
          server: (idle / idleSeconds) * 100,
          database: (database / idleSeconds) * 100,
          few: (await resumed(serving, { ...one, from: 0, news: few })) / 1_000,
          many: (await resumed(serving, { ...one, from: few, news: many })) / 1_000,
        };
      },
    ),
  );
  return [results];
}

function goal(text: string, unit: string, key: string, most: number): Results["goals"][number] {
  return {
    text,
    unit,
    value: (all) => all.median(confab.name, key),
    reached: (value) => value <= most,
  };
}

function port({ ports }: Serving): number {
  return ports[0] ?? 0;
}

function tokenOf({ upload }: Serving, person: number): string {
  return upload?.authorization(person) ?? "";
}

function rest(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}

export const followed: Scenario = { id: "followed", run };
