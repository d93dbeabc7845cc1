import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { NodeProcesses } from "../support/node-process.js";
import { signUpAll, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { WebPushService } from "../support/web-push-service.js";
import { browserOf, PUSH, type Device } from "./devices.js";

const CHATS = 4;
/** Whoever goes on after a dead node waits for the end of its leases. */
const TAKEN_OVER_MS = 240_000;

let redis: RedisServer;
let app: TestApp;
let service: WebPushService;
let ada: Person;
const talks: { chat: string; phone: Device }[] = [];
const nodes = new NodeProcesses();

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  service = await WebPushService.start();
  const env = { ...PUSH, REDIS_URL: redis.url };
  app = await startApp({ database: `killed-${randomUUID().slice(0, 8)}`, env });
  const names = Array.from({ length: CHATS + 1 }, (_, at) => `Person${at}`);
  const [first, ...others] = await signUpAll(app, names);
  ada = first as Person;
  for (const other of others) {
    const chat = await openDirect(app, ada, other);
    talks.push({ chat, phone: await browserOf(app, service, other) });
  }
});
afterAll(async () => {
  await nodes.stop();
  await app.stop();
  await redis.stop();
  await service.stop();
});

test("what a killed node was telling devices is not told twice, and what came after it is told", async () => {
  const victim = await nodes.start(app, redis.url, PUSH);
  let cut = 0;
  for (const { phone } of talks)
    // It has what it is sent, and whoever sent it never hears of that.
    phone.behave = (response, pushed) => {
      phone.taken.push(pushed);
      response.once("close", () => (cut += 1));
    };
  // Alone, so that it is the one that sends.
  await app.stop();
  for (const { chat } of talks) await send(victim.node, ada, chat, "one");
  await until("each is being told", () => talks.every(({ phone }) => phone.came.length === 1));
  for (const { chat } of talks) await send(victim.node, ada, chat, "two");
  await victim.kill();
  await until("all were being told as it died", () => cut === CHATS);
  for (const { phone } of talks) phone.behave = null;
  await app.restart();
  const isTold = (): boolean => talks.every(({ phone }) => phone.bodies.includes("two"));
  await until("what was acknowledged is told", isTold, TAKEN_OVER_MS);
  for (const { phone } of talks) expect(phone.bodies).toEqual(["one", "two"]);
}, 400_000);

test("what a node acknowledged right before it was killed is told by another", async () => {
  const victim = await nodes.start(app, redis.url, PUSH);
  let killed: Promise<number> | null = null;
  let count = 0;
  const last = await Promise.all(
    talks.map(async ({ chat }, at) => {
      let acknowledged = "two";
      for (let round = 0; !killed; round += 1) {
        const body = `${at}: last word ${round}`;
        const sent = await send(victim.node, ada, chat, body).catch(() => null);
        if (!sent) break;
        acknowledged = body;
        count += 1;
        if (count >= 3 * CHATS) killed ??= victim.kill();
      }
      return acknowledged;
    }),
  );
  await killed;
  // A later one may have been told as well, of which no answer came; older ones collapse into it.
  const seqs = (phone: Device): number[] => phone.taken.map(({ data }) => data.seq);
  const wordOf = (body: string | undefined): number => Number(body?.split(" ").at(-1));
  await until(
    "the last that was acknowledged is told, or one after it",
    () => talks.every(({ phone }, at) => wordOf(phone.bodies.at(-1)) >= wordOf(last[at])),
    TAKEN_OVER_MS,
  );
  for (const { phone } of talks) {
    expect(seqs(phone)).toEqual(seqs(phone).toSorted((a, b) => a - b));
    expect(new Set(seqs(phone)).size).toBe(seqs(phone).length);
  }
  expect(service.forged).toEqual([]);
}, 400_000);
