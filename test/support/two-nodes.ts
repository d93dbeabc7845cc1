import { randomUUID } from "node:crypto";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { freePort } from "../../scripts/database/port.js";
import { RedisServer } from "./redis-server.js";
import type { TestApp, TestAppOptions } from "./test-app.js";

type StartNode = (options: TestAppOptions) => Promise<TestApp>;

/**
 * Two nodes of one service behind one address: requests and sockets go to each in turn, so that
 * whatever one of them remembers is stale half of the time. `npm run test:nodes` runs tests so.
 */
export async function startTwoNodes(start: StartNode, options: TestAppOptions): Promise<TestApp> {
  const redis = await RedisServer.start(await freePort());
  const both = {
    ...options,
    database: options.database ?? `two-${randomUUID().slice(0, 8)}`,
    env: { ...options.env, REDIS_URL: redis.url },
  };
  const first = await start(both);
  const second = await start({ ...both, env: { ...both.env, DATA_DIR: first.config.dataDir } });
  const nodes = [first, second];
  const balancer = await balance(nodes.map(({ origin }) => Number(new URL(origin).port)));
  return {
    ...first,
    origin: balancer.origin,
    url: `${balancer.origin}/graphql`,
    async inbox(to) {
      await second.inbox(to); // for what that node has still to send
      return first.inbox(to);
    },
    open: () => sumOf(nodes.map((node) => node.open())),
    async stop() {
      await balancer.stop();
      // One after the other: the last one removes the folder of both.
      for (const node of [second, first]) await node.stop();
      await redis.stop();
    },
    async restart() {
      for (const node of nodes) await node.restart();
    },
  };
}

function sumOf<T extends object>(counts: readonly T[]): T {
  const [first, ...rest] = counts as readonly Record<string, number>[];
  const sum = { ...first };
  for (const count of rest)
    for (const [key, value] of Object.entries(count)) sum[key] = (sum[key] ?? 0) + value;
  return sum as T;
}

async function balance(ports: readonly number[]) {
  let turn = 0;
  const next = (): number => ports[turn++ % ports.length] ?? 0;
  const open = new Set<Duplex>();
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const target = { host: "127.0.0.1", port: next(), method, path: url, headers, agent: false };
    const forwarded = request(target, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.on("error", () => forwarded.destroy());
    outgoing.on("close", () => forwarded.destroy());
    forwarded.flushHeaders(); // A node may refuse what has no body yet.
    incoming.pipe(forwarded);
  });
  server.on("connection", (socket) => keepIn(open, socket));
  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const upstream = connect(next(), "127.0.0.1", () => {
      const lines = incoming.rawHeaders.map((text, at) => (at % 2 ? `: ${text}\r\n` : text));
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    keepIn(open, upstream);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function keepIn(open: Set<Duplex>, socket: Duplex): void {
  open.add(socket);
  socket.once("close", () => open.delete(socket));
}
