import { setTimeout as delay } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { networkOf } from "../../platform/limits/network.js";
import type { Payer } from "../../platform/limits/work-budget.js";

/** So many are answered at once: whoever heeds them sees no other. */
const FREE = 5;
const STEP_MS = 20;
const LONGEST_MS = 1_000;
/** Of all who are refused: beyond that they are answered at once again, as waiting takes memory. */
const MAX_HELD = 500;
const FORGOTTEN_AFTER_MS = 10_000;
const MAX_REMEMBERED = 50_000;

/**
 * The more refusals somebody gets, the later each is answered: who asks again as soon as they are
 * refused is slowed down by it, and refusing them costs others nothing.
 */
export class HeldRefusals {
  private readonly given = new LRUCache<string, number>({
    max: MAX_REMEMBERED,
    ttl: FORGOTTEN_AFTER_MS,
  });
  private held = 0;

  /** Resolves when it may be answered. */
  async hold({ userId, keyId, ipAddress }: Payer): Promise<void> {
    const who = keyId ?? userId ?? networkOf(ipAddress);
    const before = this.given.get(who) ?? 0;
    this.given.set(who, before + 1);
    const ms = Math.min(LONGEST_MS, (before - FREE + 1) * STEP_MS);
    if (ms <= 0 || this.held >= MAX_HELD) return;
    this.held += 1;
    await delay(ms, undefined, { ref: false });
    this.held -= 1;
  }
}
