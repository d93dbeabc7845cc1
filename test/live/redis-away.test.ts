import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { MessageReceivedDocument, type MessagePartsFragment } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";

const EACH = 5;

let redis: RedisServer;
let app: TestApp;
let people: Person[];
const rounds: number[] = [];
let lookups = 0;
const open: Collector<MessagePartsFragment>[] = [];

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const onCommand = (name: string, command: object): void => {
    const { find, filter } = command as { find?: string; filter?: Record<string, unknown> };
    if (name !== "find") return;
    // Each round begins with the heads, and looks up who has joined where.
    if (find === "conversations" && filter?.["_id"]) rounds.push((lookups = 0));
    if (find === "memberships" && rounds.length > 0) rounds[rounds.length - 1] = lookups += 1;
  };
  const database = `away-${randomUUID().slice(0, 8)}`;
  app = await startApp({ database, env: { REDIS_URL: redis.url }, probes: { onCommand } });
  people = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cleo")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await app.stop().finally(() => redis.stop());
});

test("while Redis is away many subscribers are looked up together, and each hears of what is joined", async () => {
  const [ann, bob, cleo] = people as [Person, Person, Person];
  for (const other of [bob, cleo]) await openDirect(app, ann, other);
  for (const { token } of [ann, bob, cleo])
    for (let at = 0; at < EACH; at += 1)
      open.push(new Collector({ url: app.url, token, document: MessageReceivedDocument }));
  await until("all are live", () => app.open().live === 4 * EACH);
  await redis.kill();
  await until("it is noticed", () => rounds.length > 0);
  rounds.length = 0;
  await until("some rounds", () => rounds.length > 5);
  // The first and the last may be cut.
  for (const count of rounds.slice(1, -1)) expect(count).toBeLessThanOrEqual(2);
  const group = await createGroup(app, ann, [bob]);
  await send(app, ann, group, "news");
  const hearers = open.slice(0, 2 * EACH);
  await until("all hear it", () => hearers.every(({ items }) => items.at(-1)?.body === "news"));
  expect(open.slice(2 * EACH).flatMap(({ items }) => items)).toEqual([]);
});
