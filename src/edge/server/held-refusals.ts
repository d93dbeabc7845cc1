import { setTimeout as delay } from "node:timers/promises";
import { networkOf } from "../../platform/limits/network.js";
import type { Payer } from "../../platform/limits/work-budget.js";
import { Spacing } from "./spacing.js";

/** So many are answered at once: whoever heeds them sees no other. */
const FREE = 5;
/** Between two that one payer is given. */
const STEP_MS = 25;
const LONGEST_MS = 2_000;
/** Of all who are refused: beyond that they are answered at once again, as waiting takes memory. */
const MAX_HELD = 500;

/**
 * Refusals of one payer follow each other: who asks again as soon as they are refused, on however
 * many connections, is slowed down by it, and refusing them costs others nothing.
 */
export class HeldRefusals {
  private readonly spacing = new Spacing((FREE - 1) * STEP_MS);
  private held = 0;

  /** Resolves when it may be answered. */
  async hold({ userId, keyId, ipAddress }: Payer): Promise<void> {
    if (this.held >= MAX_HELD) return;
    const payer = keyId ?? userId ?? networkOf(ipAddress);
    const ms = this.spacing.take(payer, STEP_MS, LONGEST_MS);
    if (ms === 0) return;
    this.held += 1;
    await delay(ms, undefined, { ref: false });
    this.held -= 1;
  }
}
