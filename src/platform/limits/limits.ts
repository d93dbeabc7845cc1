import { AppError, ErrorCode } from "../core/errors.js";
import type { Counter } from "./counter.js";
import type { LeasedCounts, Quota, Taken } from "./leased-counts.js";
import { PEOPLE_ALONE, type LimitName, type LimitRule } from "./quotas.js";
import { serviceAct } from "../core/service-act.js";

/** From so many on, nodes take their share in advance: below, each one is counted by all. */
const LEASED_FROM = 200;

/** A quota, and what is left of it after it was charged. */
export interface Charged extends Taken {
  readonly quota: Quota;
}

/** The refusal of what is over a quota: clients are told which. */
export class LimitReached extends AppError {
  constructor(readonly charged: Charged) {
    super(ErrorCode.RATE_LIMITED, "Too many tries: wait before the next.", {
      retryAfterMs: Math.max(1, Math.ceil(charged.resetMs)),
      limit: charged.quota.max,
    });
  }
}

export class Limits {
  constructor(
    private readonly counter: Counter,
    private readonly leases: LeasedCounts,
    readonly rules: Readonly<Record<LimitName, LimitRule>>,
  ) {}

  /** Counts one, or `amount`, or throws RATE_LIMITED. A null key is not limited. */
  async take(name: LimitName, key: string | null, amount = 1): Promise<Charged | null> {
    // What a service does is paid for by its key, before it comes here.
    if (key === null || (serviceAct.current && PEOPLE_ALONE.has(name))) return null;
    const { max, windowMs } = this.rules[name];
    const quota = { name, max, windowMs };
    const charged = { ...(await this.count(quota, key, amount)), quota };
    if (!charged.allowed) throw new LimitReached(charged);
    return charged;
  }

  /** Counts one; false where it is too much, for what is then left out. */
  async allows(name: LimitName, key: string): Promise<boolean> {
    try {
      await this.take(name, key);
      return true;
    } catch (error) {
      if (error instanceof LimitReached) return false;
      throw error;
    }
  }

  /** For counts of failures alone: what was counted in advance and was none. */
  async giveBack(name: LimitName, key: string | null): Promise<void> {
    if (key !== null) await this.counter.undo(`${name}:${key}`, this.rules[name].windowMs);
  }

  private async count(quota: Quota, key: string, amount: number): Promise<Taken> {
    if (quota.max >= LEASED_FROM) return this.leases.take(key, quota, amount);
    const { count, resetMs } = await this.counter.add(
      `${quota.name}:${key}`,
      quota.windowMs,
      amount,
    );
    return { allowed: count <= quota.max, left: Math.max(0, quota.max - count), resetMs };
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

/** Counts what people do by key, in windows that take a burst; throws RATE_LIMITED. */
export function rateLimit(
  counter: Counter,
  name: string,
  { perSecond, burst }: Rate,
): (key: string) => Promise<void> {
  const windowMs = Math.ceil((burst / perSecond) * 1_000);
  return async (key: string): Promise<void> => {
    if (!Number.isFinite(burst) || serviceAct.current) return;
    const { count, resetMs } = await counter.add(`${name}:${key}`, windowMs);
    const quota = { name, max: burst, windowMs };
    if (count > burst) throw new LimitReached({ quota, allowed: false, left: 0, resetMs });
  };
}
