import { AppError, ErrorCode } from "../core/errors.js";
import type { Counter } from "./counter.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

/** What may be done how often, per key. */
const LIMITS = {
  /** Per network: failed logins. */
  loginNetwork: { max: 30, windowMs: 10 * MINUTE_MS },
  /** Per network and account: failed logins. */
  loginPair: { max: 10, windowMs: HOUR_MS },
  signup: { max: 10, windowMs: HOUR_MS },
  /** Per network: codes asked for, and codes tried. */
  codes: { max: 20, windowMs: HOUR_MS },
  codeTries: { max: 60, windowMs: HOUR_MS },
  /** Per account: wrong passwords and one-time passwords of somebody who is signed in. */
  confirmation: { max: 10, windowMs: 15 * MINUTE_MS },
  /** Per account. That a number is taken can be learned by setting it: only so often. */
  phoneChange: { max: 5, windowMs: 24 * HOUR_MS },
  contactRequest: { max: 30, windowMs: HOUR_MS },
  userSearch: { max: 60, windowMs: MINUTE_MS },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

export class Limits {
  constructor(private readonly counter: Counter) {}

  /** Counts one, or throws RATE_LIMITED. A null key is not limited. */
  async take(name: LimitName, key: string | null): Promise<void> {
    if (key === null) return;
    const { max, windowMs } = LIMITS[name];
    const { count, resetMs } = await this.counter.add(`${name}:${key}`, windowMs);
    if (count > max) throw limited(resetMs, max);
  }

  /** For limits of failures: what was taken in advance and went well. */
  async giveBack(name: LimitName, key: string | null): Promise<void> {
    if (key !== null) await this.counter.undo(`${name}:${key}`, LIMITS[name].windowMs);
  }
}

export function limited(retryAfterMs: number, limit?: number): AppError {
  return new AppError(ErrorCode.RATE_LIMITED, "Too many tries: wait before the next.", {
    retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
    ...(limit !== undefined && { limit }),
  });
}

/** So many a second on average, so many at once; Infinity: no limit. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Counts by key in windows that take a burst; throws RATE_LIMITED. */
export function rateLimit(
  counter: Counter,
  name: string,
  { perSecond, burst }: Rate,
): (key: string) => Promise<void> {
  const windowMs = Math.ceil((burst / perSecond) * 1_000);
  return async (key: string): Promise<void> => {
    if (!Number.isFinite(burst)) return;
    const { count, resetMs } = await counter.add(`${name}:${key}`, windowMs);
    if (count > burst) throw limited(resetMs, burst);
  };
}
