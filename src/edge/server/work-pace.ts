import { setTimeout as delay } from "node:timers/promises";
import { Spacing } from "./spacing.js";

/** Of one core, that one payer may have at a time; what they have saved up may be had at once. */
const SHARE = 0.3;
const SAVED_UP_US = 10_000;

/**
 * Costly operations of one payer follow each other: a budget for ten seconds that is spent in one
 * moment would hold everybody else up for as long as it lasts.
 */
export class WorkPace {
  private readonly spacing = new Spacing(timeFor(SAVED_UP_US));

  /** `price` in microseconds. Resolves when it may be begun. */
  async turn(payer: string, price: number): Promise<void> {
    const ms = this.spacing.take(payer, timeFor(price));
    if (ms > 0) await delay(ms, undefined, { ref: false });
  }
}

function timeFor(microseconds: number): number {
  return microseconds / 1_000 / SHARE;
}
