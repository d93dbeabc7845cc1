import type { Redis } from "ioredis";
import { RateLimiterRes, RateLimiterRedis } from "rate-limiter-flexible";
import type { Counted, Counter } from "../platform/limits/counter.js";
import { MemoryCounter } from "./memory-counter.js";

/** Counts of all nodes together. While Redis is away each node counts for itself. */
export class RedisCounter implements Counter {
  private readonly store: RateLimiterRedis;
  private readonly alone = new MemoryCounter();

  constructor(redis: Redis) {
    this.store = new RateLimiterRedis({
      storeClient: redis,
      points: 1,
      duration: 1,
      keyPrefix: "confab:count",
      rejectIfRedisNotReady: true,
    });
  }

  async add(key: string, windowMs: number, amount = 1): Promise<Counted> {
    try {
      const options = { customDuration: windowMs / 1_000 };
      const { consumedPoints, msBeforeNext } = await this.store.penalty(key, amount, options);
      return { count: consumedPoints, resetMs: msBeforeNext };
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error;
      return this.alone.add(key, windowMs, amount);
    }
  }

  async undo(key: string, windowMs: number, amount = 1): Promise<void> {
    try {
      if (await this.store.get(key))
        await this.store.reward(key, amount, { customDuration: windowMs / 1_000 });
    } catch {
      await this.alone.undo(key, windowMs, amount);
    }
  }

  async forget(key: string): Promise<void> {
    await Promise.all([this.store.delete(key).catch(() => undefined), this.alone.forget(key)]);
  }
}
