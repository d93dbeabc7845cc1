import { randomUUID } from "node:crypto";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp } from "./app.js";
import { signUp, type Person } from "./people.js";
import { RedisServer } from "./redis-server.js";

/** Two nodes of one service, on one database and one Redis, and people. */
export interface Nodes {
  readonly people: readonly Person[];
  readonly here: TestApp;
  readonly there: TestApp;
  readonly redis: RedisServer;
  stop(): Promise<void>;
}

export async function startNodes(names: readonly string[]): Promise<Nodes> {
  const redis = await RedisServer.start(await freePort());
  const database = `nodes-${randomUUID().slice(0, 8)}`;
  const start = () => startApp({ database, env: { REDIS_URL: redis.url } });
  const here = await start();
  const people: Person[] = [];
  // Before there is another node that may send their mails.
  for (const name of names) people.push(await signUp(here, name));
  const there = await start();
  return {
    people,
    here,
    there,
    redis,
    async stop() {
      await Promise.all([here.stop(), there.stop()]).finally(() => redis.stop());
    },
  };
}
