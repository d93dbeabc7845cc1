import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Counted, Counter } from "../platform/limits/counter.js";

/** Counts of one process. Expired keys remove themselves. */
export class MemoryCounter implements Counter {
  private readonly store = new RateLimiterMemory({ points: 1, duration: 1 });

  async add(key: string, windowMs: number, amount = 1): Promise<Counted> {
    const options = { customDuration: windowMs / 1_000 };
    const { consumedPoints, msBeforeNext } = await this.store.penalty(key, amount, options);
    return { count: consumedPoints, resetMs: msBeforeNext };
  }

  async undo(key: string, windowMs: number, amount = 1): Promise<void> {
    if (await this.store.get(key))
      await this.store.reward(key, amount, { customDuration: windowMs / 1_000 });
  }

  async forget(key: string): Promise<void> {
    await this.store.delete(key);
  }
}
