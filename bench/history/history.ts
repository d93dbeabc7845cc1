import "reflect-metadata";
import { randomUUID } from "node:crypto";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { MessagesDocument, SendMessageDocument } from "../../test/generated/graphql.js";
import { startApp, type TestApp } from "../../test/support/app.js";
import { ask, openDirect } from "../../test/support/conversations.js";
import { fillLog } from "../../test/support/fill.js";
import { Collector, until } from "../../test/support/graphql.js";
import { signUp, type Person } from "../../test/support/people.js";
import { median } from "../harness/median.js";

const SIZES = (process.env["BENCH_SIZES"] ?? "1000,100000,1000000").split(",").map(Number);
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 60);
const WARM_UP = 10;
const TARGET = 1.3;

const RESUME = /* GraphQL */ `
  subscription ($since: [RevisionPosition!]) {
    conversationEvents(since: $since) {
      __typename
      ... on MessageChanged {
        revision
        message {
          id
          seq
          body
        }
      }
    }
  }
`;

interface Subject {
  readonly size: number;
  readonly reader: Person;
  readonly conversationId: string;
  readonly middleId: string;
  /** Milliseconds of each round, by what was done. */
  readonly times: Record<Action, number[]>;
  head: number;
}
type Action = "page of 50 from the middle" | "resume of 100" | "send";

/** Does the cost of reading and writing depend on how long a conversation is? */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const app = await startApp();
  try {
    const subjects: Subject[] = [];
    for (const size of SIZES) subjects.push(await prepare(app, size));
    // One after the other in every round, so that all meet the same weather.
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
      for (const subject of subjects) {
        await measure(subject, "page of 50 from the middle", () => page(app, subject));
        await measure(subject, "resume of 100", () => resume(app, subject));
        await measure(subject, "send", () => send(app, subject));
      }
    report(subjects);
    await replayInMemory(app, subjects.find(({ size }) => size >= 100_000) ?? subjects.at(-1)!);
  } finally {
    await app.stop();
    await database.stop();
  }
}

async function prepare(app: TestApp, size: number): Promise<Subject> {
  const [reader, other] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const conversationId = await openDirect(app, reader, other);
  const { mongoUri } = app.config;
  const began = performance.now();
  const filling = { mongoUri, conversationId, senderId: other.id, count: size };
  const middleId = await fillLog(filling);
  console.log(`${size} messages written in ${seconds(began)} s`);
  const times = { "page of 50 from the middle": [], "resume of 100": [], send: [] };
  return { size, reader, conversationId, middleId, times, head: size };
}

async function measure(
  subject: Subject,
  action: Action,
  work: () => Promise<unknown>,
): Promise<void> {
  const began = performance.now();
  await work();
  subject.times[action].push(performance.now() - began);
}

async function page(app: TestApp, { reader, conversationId, middleId }: Subject): Promise<void> {
  const variables = { conversationId, around: middleId };
  const { conversation } = await ask(app, reader, MessagesDocument, variables);
  if (conversation?.messages.nodes.length !== 50) throw new Error("not a page of 50");
}

async function resume(app: TestApp, { reader, conversationId, head }: Subject): Promise<void> {
  const since = [{ conversationId, revision: head - 100 }];
  const events = new Collector<{ readonly __typename: string }>({
    url: app.url,
    token: reader.token,
    document: RESUME,
    variables: { since },
  });
  await until("caught up", () => events.items.at(-1)?.__typename === "CaughtUp", 30_000);
  events.close();
  if (events.items.length !== 101) throw new Error(`${events.items.length - 1} instead of 100`);
}

async function send(app: TestApp, subject: Subject): Promise<void> {
  const { conversationId, reader } = subject;
  const input = { conversationId, clientMessageId: randomUUID(), body: "x".repeat(120) };
  await ask(app, reader, SendMessageDocument, { input });
  subject.head += 1;
}

function report(subjects: readonly Subject[]): void {
  const [smallest, largest] = [subjects[0]!, subjects.at(-1)!];
  console.log(`\nMedians in ms over ${ROUNDS} interleaved rounds, through HTTP and socket`);
  for (const action of Object.keys(smallest.times) as Action[]) {
    const timeOf = ({ times }: Subject): number => median(times[action].slice(WARM_UP));
    const ratio = timeOf(largest) / timeOf(smallest);
    const row = subjects.map((one) => `${one.size}: ${timeOf(one).toFixed(2)}`).join("   ");
    const verdict = ratio <= TARGET ? "reached" : "NOT reached";
    console.log(
      `${action.padEnd(28)} ${row}   largest/smallest ${ratio.toFixed(2)} (target ${TARGET}: ${verdict})`,
    );
  }
}

/** A whole backlog is pulled while the heap is watched: it must not grow with what was missed. */
async function replayInMemory(app: TestApp, subject: Subject): Promise<void> {
  const { conversationId, reader, size } = subject;
  let received = 0;
  const events = new Collector<{ readonly seq: number }>({
    url: app.url,
    token: reader.token,
    document: `subscription ($since: [SeqPosition!]) { messageReceived(since: $since) { seq } }`,
    variables: { since: [{ conversationId, seq: 0 }] },
  });
  const wanted = Math.min(size, 100_000);
  const samples: number[] = [];
  const began = performance.now();
  while (received < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The client of this benchmark forgets, so that only the server's memory is seen.
    received += events.items.splice(0).length;
    samples.push(process.memoryUsage().heapUsed / 2 ** 20);
  }
  events.close();
  const quarter = Math.ceil(samples.length / 4);
  const early = median(samples.slice(0, quarter));
  const late = median(samples.slice(-quarter));
  console.log(
    `replay of ${received} messages in ${seconds(began)} s: heap ${early.toFixed(0)} MB in the first quarter, ${late.toFixed(0)} MB in the last`,
  );
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1_000).toFixed(1);
}

await main();
