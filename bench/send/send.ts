import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { Collector } from "../../test/support/graphql.js";
import { median } from "../harness/median.js";
import { load, type Figures, type Request } from "./load.js";
import { start } from "./start.js";

const PEER = fileURLToPath(new URL("../peers/chat", import.meta.url));
const CONFAB = fileURLToPath(new URL("confab.ts", import.meta.url));
const SENDERS = 16;
const GROUPS = 100;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const ROUND_MS = Number(process.env["BENCH_ROUND_MS"] ?? 4_000);
const BODY = "x".repeat(200);
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id seq createdAt } } }`;

interface Contender {
  readonly name: string;
  /** A send to one of so many conversations. */
  readonly next: (conversations: 1 | typeof GROUPS) => () => Request;
  readonly received: () => number;
  readonly stop: () => void;
}

/** Durable sends a second with a listener, ours and the peer's, in turns on one database. */
async function main(): Promise<void> {
  if (!existsSync(`${PEER}/node_modules`))
    throw new Error(`The peer is not installed: npm install --prefix ${PEER}`);
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const contenders: Contender[] = [];
  try {
    contenders.push(await confab(), await peer());
    for (const conversations of [1, GROUPS] as const) {
      const results = new Map(contenders.map(({ name }) => [name, [] as Figures[]]));
      for (let round = -1; round < ROUNDS; round += 1)
        for (const { name, next } of contenders) {
          const figures = await load(next(conversations), ROUND_MS);
          if (round >= 0) results.get(name)?.push(figures); // the first one warms up
        }
      report(conversations, results);
    }
    for (const { name, received } of contenders)
      console.log(`${name}: its listener received ${received()} messages`);
  } finally {
    for (const { stop } of contenders) stop();
    await database.stop();
  }
}

async function confab(): Promise<Contender> {
  const env = { BENCH_SENDERS: String(SENDERS), BENCH_GROUPS: String(GROUPS) };
  const { child, told } = await start(["--import", "tsx", CONFAB], env);
  const { url, tokens, listener, one, many } = told as {
    url: string;
    tokens: string[];
    listener: string;
    one: string;
    many: string[];
  };
  const document = "subscription { messageReceived { id seq body sender { id name } } }";
  const stream = new Collector<unknown>({ url, token: listener, document });
  let received = 0;
  const counting = setInterval(() => (received += stream.items.splice(0).length), 20);
  return {
    name: "Confab",
    next: (conversations) => {
      let count = 0;
      return () => {
        const at = (count += 1);
        const group = at % GROUPS;
        const conversationId = conversations === 1 ? one : many[group]!;
        const input = { conversationId, clientMessageId: randomUUID(), body: BODY };
        const sender = conversations === 1 ? at % SENDERS : group % SENDERS;
        return {
          url: new URL(url),
          token: tokens[sender]!,
          body: JSON.stringify({ query: SEND, variables: { input } }),
        };
      };
    },
    received: () => received,
    stop: () => {
      clearInterval(counting);
      stream.close();
      child.kill("SIGTERM");
    },
  };
}

async function peer(): Promise<Contender> {
  const uri = new URL(process.env["TEST_MONGO_DB_URI"] ?? "");
  uri.pathname = "/peer";
  const env = { PEER_MONGO_URI: uri.toString(), PEER_SENDERS: String(SENDERS) };
  const { child, told } = await start([`${PEER}/server.mjs`], env);
  const { port, tokens } = told as { port: number; tokens: string[] };
  const { io } = (await import(`${PEER}/node_modules/socket.io-client/build/esm/index.js`)) as {
    io: (url: string, options: object) => PeerSocket;
  };
  const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"] });
  let received = 0;
  socket.on("message", () => (received += 1));
  const rooms = ["one", ...Array.from({ length: GROUPS }, (_, at) => `room-${at}`)];
  await new Promise<void>((resolve) => socket.emit("join", rooms, resolve));
  const url = new URL(`http://127.0.0.1:${port}/messages`);
  return {
    name: "Express + Socket.io + Mongoose",
    next: (conversations) => {
      let count = 0;
      return () => {
        const at = (count += 1);
        const conversationId = conversations === 1 ? "one" : `room-${at % GROUPS}`;
        const message = { conversationId, clientMessageId: randomUUID(), body: BODY };
        return { url, token: tokens[at % SENDERS]!, body: JSON.stringify(message) };
      };
    },
    received: () => received,
    stop: () => {
      socket.close();
      child.kill("SIGTERM");
    },
  };
}

interface PeerSocket {
  on(event: string, listener: () => void): void;
  emit(event: string, rooms: string[], done: () => void): void;
  close(): void;
}

function report(conversations: number, results: ReadonlyMap<string, readonly Figures[]>): void {
  console.log(
    `\n${conversations} conversation${conversations > 1 ? "s" : ""}, medians of ${ROUNDS} rounds in turns`,
  );
  for (const [name, rounds] of results) {
    const [rate, p50, p99] = (["perSecond", "p50", "p99"] as const).map((figure) =>
      median(rounds.map((one) => one[figure])),
    ) as [number, number, number];
    console.log(
      `${name.padEnd(32)} ${rate.toFixed(0)} sends/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`,
    );
  }
  const [ours, theirs] = [...results.values()] as [readonly Figures[], readonly Figures[]];
  const ratio = (figure: keyof Figures): number =>
    median(ours.map((one, at) => one[figure] / theirs[at]![figure]));
  const reached = ratio("perSecond") >= 1.5 && ratio("p99") <= 1;
  console.log(
    `Confab / peer: ${ratio("perSecond").toFixed(2)} x the throughput (target 1.5), ${ratio("p99").toFixed(2)} x the p99 (target at most 1): ${reached ? "reached" : "NOT reached"}`,
  );
}

await main();
