import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../scripts/database/port.js";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { until } from "../../test/support/graphql.js";
import { RedisServer } from "../../test/support/redis-server.js";
import { newSecrets, seed, tokensOf } from "../ours/seed.js";
import { userId } from "../harness/world.js";
import { Listener } from "./listener.js";
import { PROXIES, startProxy } from "./proxy.js";
import { send, type Line, type Sent } from "./sender.js";
import { Service } from "./service.js";

const SENDS = Number(process.env["BENCH_SENDS"] ?? 1_000);
const NODES = 2;
const PEOPLE = 20;
/** So that they last as long as the restart. */
const PACE_MS = 25;
const CREATE = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }`;

interface Figures {
  readonly sends: number;
  readonly seconds: number;
  readonly repeated: number;
  readonly visible: number;
  readonly lost: number;
  readonly twice: number;
  readonly cuts: number;
  readonly failures: ReadonlyMap<string, number>;
}

/** Two nodes of two workers each are replaced one by one, while people send and receive. */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const redis = await RedisServer.start(await freePort());
  const data = await mkdtemp(join(tmpdir(), "confab-restart-"));
  const secrets = newSecrets();
  const uri = new URL(process.env["TEST_MONGO_DB_URI"] ?? "");
  uri.pathname = `/restart_${process.pid}`;
  const service = new Service({
    ...{ NODE_ENV: "production", HOST: "127.0.0.1", LOG_LEVEL: "error", TRUST_PROXY_HOPS: "1" },
    ...{ MONGO_DB_URI: uri.href, REDIS_URL: redis.url, DATA_DIR: data },
    // All of it comes from one address.
    ...{ MAX_SOCKETS_PER_ADDRESS: "0", WORK_MS_PER_SECOND_PER_NETWORK: "0" },
    ...secrets,
  });
  let failed = false;
  try {
    await seed(uri.href, { conversations: 1, membersEach: PEOPLE, socketsEach: 1 });
    await service.start(NODES);
    const authorizationOf = tokensOf(secrets);
    console.log(
      "| through | sends | repeated | visible failures | lost | twice | cuts of a socket |",
    );
    console.log("| --- | --- | --- | --- | --- | --- | --- |");
    for (const name of PROXIES) {
      const proxy = await startProxy(name, service.ports);
      if (!proxy) {
        console.log(`| ${name} | not on this machine | | | | | |`);
        continue;
      }
      try {
        const conversationId = await createGroup(proxy.origin, name, authorizationOf(0));
        const lines = Array.from({ length: PEOPLE }, (_, at) => {
          return { origin: proxy.origin, conversationId, authorization: authorizationOf(at) };
        });
        const figures = await duringRestart(service, lines);
        console.log(rowOf(name, figures));
        failed ||= figures.visible + figures.lost + figures.twice > 0;
      } finally {
        await proxy.stop();
      }
    }
  } finally {
    await service.stop();
    await redis.stop();
    await database.stop();
    await rm(data, { recursive: true, force: true });
  }
  if (failed) throw new Error("a rolling restart was seen by those who send");
}

async function duringRestart(service: Service, lines: readonly Line[]): Promise<Figures> {
  const [first] = lines;
  if (!first) throw new Error("nobody sends");
  const listener = new Listener(first);
  await until("somebody listens", () => listener.received.length > 0);
  const began = performance.now();
  let restarting = true;
  const restarted = service.restart().finally(() => (restarting = false));
  const sending: Promise<Sent>[] = [];
  while (restarting || sending.length < SENDS) {
    sending.push(send(lines[sending.length % lines.length] ?? first));
    await sleep(PACE_MS);
  }
  await restarted;
  const sent = await Promise.all(sending);
  const seconds = (performance.now() - began) / 1_000;
  const log = await logOf(first);
  const stored = sent.filter(({ seq }) => seq !== null);
  await until("the listener has what there is", () => listener.received.length >= log.length);
  listener.stop();
  const idOf = new Map(log.map(({ seq, body }) => [seq, body]));
  const ids = log.filter(({ kind }) => kind === "USER").map(({ body }) => body);
  const failures = new Map<string, number>();
  for (const what of sent.flatMap((one) => one.failures))
    failures.set(what, (failures.get(what) ?? 0) + 1);
  return {
    ...{ sends: sent.length, seconds, failures, cuts: listener.cuts },
    repeated: sent.filter((one) => one.failures.length > 0).length,
    visible: sent.length - stored.length,
    // Of what was acknowledged, and of what is in the log and did not come by the socket.
    lost:
      stored.filter(({ seq, clientMessageId }) => idOf.get(seq ?? 0) !== clientMessageId).length +
      log.filter(({ seq }) => !listener.received.includes(seq)).length,
    twice:
      ids.length - new Set(ids).size + listener.received.length - new Set(listener.received).size,
  };
}

interface Stored {
  readonly seq: number;
  /** What its sender calls it; null for a system message. */
  readonly body: string | null;
  readonly kind: string;
}

async function logOf(line: Line): Promise<Stored[]> {
  const query = `query ($id: ID!, $after: String) { conversation(id: $id) {
    messages(first: 100, after: $after) {
      nodes { seq kind body } pageInfo { hasNextPage endCursor } } } }`;
  const log: Stored[] = [];
  for (let after: string | null = null; ;) {
    const variables: object = { id: line.conversationId, after };
    const found: History = await ask<History>(line, query, variables);
    const { nodes, pageInfo } = found.conversation.messages;
    log.push(...nodes);
    if (!pageInfo.hasNextPage) return log;
    after = pageInfo.endCursor;
  }
}

interface History {
  readonly conversation: {
    readonly messages: {
      readonly nodes: readonly Stored[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}

async function createGroup(origin: string, name: string, authorization: string): Promise<string> {
  const memberIds = Array.from({ length: PEOPLE - 1 }, (_, at) => userId(at + 1));
  const input = { clientConversationId: `restart-${name}`, name, memberIds };
  const made = await ask<{ createGroup: { id: string } }>({ origin, authorization }, CREATE, {
    input,
  });
  return made.createGroup.id;
}

async function ask<T>(
  { origin, authorization }: Pick<Line, "origin" | "authorization">,
  query: string,
  variables: object,
): Promise<T> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

function rowOf(name: string, figures: Figures): string {
  const { sends, seconds, repeated, visible, lost, twice, cuts, failures } = figures;
  const kinds = [...failures].map(([what, count]) => `${count} × ${what}`).join(", ");
  const cells = [
    `${sends} in ${seconds.toFixed(0)} s`,
    kinds ? `${repeated} (${kinds})` : repeated,
  ];
  return `| ${[name, ...cells, visible, lost, twice, cuts].join(" | ")} |`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
