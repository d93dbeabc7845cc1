import type { Types } from "mongoose";
import type { Counter } from "../limits/counter.js";
import { limited } from "../limits/limits.js";

export interface SendRate {
  readonly sendsPerSecond: number;
  readonly sendBurst: number;
}

/**
 * How fast one person sends, from all devices. The whole burst is one window's allowance, and the
 * window is as long as the burst takes at the lasting rate.
 */
export function createSendLimit(
  counter: Counter,
  { sendsPerSecond, sendBurst }: SendRate,
): (userId: Types.ObjectId) => Promise<void> {
  const windowMs = (sendBurst / sendsPerSecond) * 1_000;
  return async (userId) => {
    const { count, resetMs } = await counter.add(`send:${userId.toHexString()}`, windowMs);
    if (count > sendBurst) throw limited(resetMs, sendBurst);
  };
}
