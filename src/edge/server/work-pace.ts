import { setTimeout as delay } from "node:timers/promises";
import { LRUCache } from "lru-cache";

/** Of one core, that one payer may have at a time; what they have saved up may be had at once. */
const SHARE = 0.3;
const SAVED_US = 30_000;
const MAX_REMEMBERED = 50_000;
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Costly operations of one payer follow each other: a budget for ten seconds that is spent in one
 * moment would hold everybody else up for as long as it lasts.
 */
export class WorkPace {
  /** When what each has begun is over, at that share of a core. */
  private readonly busyUntil = new LRUCache<string, number>({
    max: MAX_REMEMBERED,
    ttl: FORGOTTEN_AFTER_MS,
  });

  /** `price` in microseconds. Resolves when it may be begun. */
  async turn(payer: string, price: number): Promise<void> {
    const now = performance.now();
    const savedUp = now - timeFor(SAVED_US);
    const start = Math.max(savedUp, this.busyUntil.get(payer) ?? savedUp);
    this.busyUntil.set(payer, start + timeFor(price));
    if (start > now) await delay(start - now, undefined, { ref: false });
  }
}

function timeFor(microseconds: number): number {
  return microseconds / 1_000 / SHARE;
}
