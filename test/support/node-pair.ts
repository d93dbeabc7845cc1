import { randomUUID } from "node:crypto";
import { freePort } from "../../scripts/database/port.js";
import { startApp, type TestApp, type TestAppOptions } from "./app.js";
import { RedisServer } from "./redis-server.js";
import { Rows } from "./rows.js";

/** Two nodes of one service: one database, and a Redis of their own between them. */
export interface NodePair {
  readonly here: TestApp;
  readonly there: TestApp;
  readonly redis: RedisServer;
  /** For another node of the service. */
  readonly database: string;
  readonly rows: Rows;
  stop(): Promise<void>;
}

export async function startNodePair(options: TestAppOptions = {}): Promise<NodePair> {
  const redis = await RedisServer.start(await freePort());
  const database = `two-${randomUUID().slice(0, 8)}`;
  const shared = { database, ...options, env: { REDIS_URL: redis.url, ...options.env } };
  const here = await startApp(shared);
  const there = await startApp(shared);
  const rows = await Rows.of(here);
  return {
    ...{ here, there, redis, rows, database },
    async stop() {
      await rows.close();
      await Promise.all([here.stop(), there.stop()]);
      await redis.stop();
    },
  };
}
