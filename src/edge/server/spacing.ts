import { LRUCache } from "lru-cache";

const MAX_REMEMBERED = 50_000;
const FORGOTTEN_AFTER_MS = 60_000;

/** Lets what one payer does follow each other, each for so long; what was not used is saved up. */
export class Spacing {
  private readonly busyUntil = new LRUCache<string, number>({
    max: MAX_REMEMBERED,
    ttl: FORGOTTEN_AFTER_MS,
  });

  constructor(private readonly savedUpMs: number) {}

  /** In how many milliseconds the turn of the next one comes; at most `longestMs`. */
  take(payer: string, ms: number, longestMs = Infinity): number {
    const now = performance.now();
    const earliest = now - this.savedUpMs;
    const start = Math.max(earliest, this.busyUntil.get(payer) ?? earliest);
    if (start - now > longestMs) return longestMs;
    this.busyUntil.set(payer, start + ms);
    return Math.max(0, start - now);
  }
}
