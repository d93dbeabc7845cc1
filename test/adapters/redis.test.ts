import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { freePort } from "../../scripts/database/port.js";
import { RedisConnections } from "../../src/adapters/redis.js";
import { RedisCounter } from "../../src/adapters/redis-counter.js";
import { RedisHintBus } from "../../src/adapters/redis-hint-bus.js";
import { RedisLeases } from "../../src/adapters/redis-leases.js";
import type { Message } from "../../src/chat/log/message.model.js";
import { logChannel, userChannel, type Hint } from "../../src/platform/hints/hint.js";
import { until } from "../support/graphql.js";
import { RedisServer } from "../support/redis-server.js";

let server: RedisServer;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  server = await RedisServer.start(await freePort());
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => server.stop());

async function connect(): Promise<RedisConnections> {
  const redis = new RedisConnections(server.url, () => undefined);
  redis.start();
  stops.push(() => redis.stop());
  await until("Redis answers", () => redis.connected);
  return redis;
}

const faults: string[] = [];

interface Node {
  readonly bus: RedisHintBus;
  readonly redis: RedisConnections;
  readonly heard: Hint[];
  reconnections: number;
}

async function node(channels: readonly string[]): Promise<Node> {
  const redis = new RedisConnections(server.url, () => undefined);
  const bus = new RedisHintBus(redis, (kind) => faults.push(kind));
  const made: Node = { bus, redis, heard: [], reconnections: 0 };
  for (const channel of channels) bus.listen(channel, (hint) => made.heard.push(hint));
  bus.whenReconnected(() => (made.reconnections += 1));
  bus.start();
  redis.start();
  stops.push(() => redis.stop());
  await until("the node hears the others", () => bus.connected);
  return made;
}

const membership: Hint = { kind: "memberships", userId: "ann", conversationId: "c" };
const log = (revision: number) =>
  ({ kind: "log", conversationId: "c", seq: revision, revision }) as const;

test("an entry arrives as the database would give it", async () => {
  const [one, two] = [await node([]), await node([logChannel("c")])];
  const message = {
    _id: new Types.ObjectId(),
    conversationId: new Types.ObjectId(),
    body: "naïve 👋",
    senderId: null,
    revisions: [1, 2],
    createdAt: new Date(),
  } as unknown as Message;
  const written = { ...message, replyToId: undefined } as unknown as Message;
  one.bus.publish({ ...log(1), entry: written });
  await until("it is there", () => two.heard.length === 1);
  expect(two.heard).toStrictEqual([{ ...log(1), entry: message }]);
});

test("a hint reaches who listens on any node, once, and nobody else", async () => {
  const [one, two] = [await node([logChannel("c")]), await node([logChannel("c")])];
  const other = await node([logChannel("d")]);
  for (let revision = 1; revision <= 50; revision += 1) one.bus.publish(log(revision));
  await until("both have all", () => one.heard.length >= 50 && two.heard.length >= 50);
  expect(one.heard).toEqual(two.heard);
  expect(two.heard).toEqual(Array.from({ length: 50 }, (_, at) => log(at + 1)));
  expect(other.heard).toEqual([]);
});

test("what head checks do not find is told again by a node that had lost Redis", async () => {
  const [one, two] = [await node([]), await node([userChannel("ann"), logChannel("c")])];
  one.redis.commands.disconnect(true);
  one.bus.publish(membership);
  one.bus.publish(log(1));
  await until("it is told", () => two.heard.length > 0);
  expect(two.heard).toEqual([membership]);
});

test("who was away from Redis knows it, and is told when to look for what was missed", async () => {
  const [one, two] = [await node([]), await node([userChannel("ann")])];
  await server.kill();
  await until("both know", () => !one.bus.connected && !two.bus.connected);
  await server.restart();
  await until("they are told to look", () => one.reconnections === 2 && two.reconnections === 2);
  one.bus.publish(membership);
  await until("hints come again", () => two.heard.length > 0);
});

test("nodes count together, and each for itself while Redis is away", async () => {
  const counters = [await connect(), await connect()].map(
    ({ commands }) => new RedisCounter(commands),
  );
  const [one, two] = counters as [RedisCounter, RedisCounter];
  const counts = await Promise.all(
    Array.from({ length: 40 }, (_, at) => counters[at % 2]!.add("key", 60_000)),
  );
  expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
  await one.undo("key", 60_000, 10);
  expect((await two.add("key", 60_000)).count).toBe(31);
  await server.kill();
  expect((await one.add("key", 60_000)).count).toBe(1);
  expect((await two.add("key", 60_000)).count).toBe(1);
  await server.restart();
});

test("a lease is seen by all until it ends or is given up, whoever set another", async () => {
  const leases = async () =>
    new RedisLeases<{ until: number; device: string }>((await connect()).commands, "test");
  const [one, two] = [await leases(), await leases()];
  const lease = (device: string, forMs: number) =>
    new Map([[device, { device, until: Date.now() + forMs }]]);
  await one.set("ann", lease("phone", 60_000));
  await one.set("ann", lease("desk", 300));
  const devices = async (): Promise<string[]> =>
    [...((await two.read(["ann"]))[0]?.keys() ?? [])].sort();
  expect(await devices()).toEqual(["desk", "phone"]);
  await until("the short one ends", async () => (await devices()).length === 1);
  expect(await devices()).toEqual(["phone"]);
  await one.remove("ann", ["phone"]);
  expect(await devices()).toEqual([]);
});

const MALFORMED = [
  "",
  "no JSON",
  "null",
  "[]",
  "{}",
  '{"from":1,"hints":[]}',
  '{"from":"x","hints":{}}',
  '{"from":"x","hints":[null]}',
  '{"from":"x","hints":[{}]}',
  '{"from":"x","hints":[{"kind":"constructor"}]}',
  '{"from":"x","hints":[{"kind":"log","conversationId":"c","seq":1}]}',
  '{"from":"x","hints":[{"kind":"log","conversationId":"c","seq":1,"revision":1e300}]}',
  '{"from":"x","hints":[{"kind":"log","conversationId":"c","seq":1,"revision":-1}]}',
  '{"from":"x","hints":[{"kind":"log","conversationId":7,"seq":1,"revision":1}]}',
  '{"from":"x","hints":[{"kind":"log","conversationId":"c","seq":1,"revision":1,"entry":"AAAA"}]}',
  '{"from":"x","hints":[{"kind":"memberships","userId":"ann"}]}',
];

test("what is malformed is told and skipped, and what follows is heard", async () => {
  const [one, two] = [await node([]), await node([logChannel("c")])];
  faults.length = 0;
  const channels = Array.from({ length: 64 }, (_, shard) => `confab:hints:${shard}`);
  for (const text of MALFORMED)
    for (const channel of channels) await one.redis.commands.spublish(channel, text);
  one.bus.publish(log(1));
  await until("it is heard", () => two.heard.length > 0);
  expect(two.heard).toEqual([log(1)]);
  expect(new Set(faults)).toEqual(new Set(["a hint is malformed"]));
});

test("a node that Redis does not let listen says so, and does not count on hints", async () => {
  const admin = await connect();
  const rule = ["limited", "on", ">secret", "~*", "+@all", "resetchannels"];
  await admin.commands.call("ACL", "SETUSER", ...rule);
  const url = server.url.replace("redis://", "redis://limited:secret@");
  const redis = new RedisConnections(url, () => undefined);
  faults.length = 0;
  const bus = new RedisHintBus(redis, (kind) => faults.push(kind));
  bus.listen(logChannel("c"), () => undefined);
  bus.start();
  redis.start();
  stops.push(() => {
    bus.stop();
    return redis.stop();
  });
  await until("it is told", () => faults.includes("Redis refuses to be listened to"));
  expect(bus.connected).toBe(false);
  bus.publish(log(1));
  await until("this too", () => faults.includes("Redis refuses what is published"));
  await admin.commands.call("ACL", "SETUSER", "limited", "allchannels");
  await until("it listens", () => bus.connected);
});

test("a node that Redis does not let ask for its version says so", async () => {
  const admin = await connect();
  const rule = ["asking", "on", ">secret", "~*", "allchannels", "+@all", "-info"];
  await admin.commands.call("ACL", "SETUSER", ...rule);
  const url = server.url.replace("redis://", "redis://asking:secret@");
  const redis = new RedisConnections(url, () => undefined);
  faults.length = 0;
  const bus = new RedisHintBus(redis, (kind) => faults.push(kind));
  bus.start();
  redis.start();
  stops.push(() => {
    bus.stop();
    return redis.stop();
  });
  await until("it is told", () => faults.includes("Redis refuses to be listened to"));
  expect(bus.connected).toBe(false);
  await admin.commands.call("ACL", "SETUSER", "asking", "+info");
  await until("it listens", () => bus.connected);
});
