import { LRUCache } from "lru-cache";
import type { Counter } from "./counter.js";

/** How much of a quota a node takes from the shared count at once: a refusal is right to within that. */
const LEASE_SHARE = 0.05;
/** Whoever is not among so many has simply no lease, and asks the shared count again. */
const MAX_KEYS = 50_000;

export interface Quota {
  /** Of the limit, for clients and operators. */
  readonly name: string;
  readonly max: number;
  readonly windowMs: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** At least so much is left in the window. */
  readonly left: number;
  readonly resetMs: number;
}

interface Lease {
  left: number;
  /** By the clock that never jumps. */
  until: number;
  /** What all nodes together have left, when the lease was taken. */
  others: number;
  renewing: Promise<void> | null;
}

/**
 * Counts that many nodes share, without asking for each: a node takes a part of the quota in
 * advance and counts that down in memory. What it does not use is lost with the window, so a
 * client may be refused a little early and is never let through late.
 */
export class LeasedCounts {
  private readonly leases = new LRUCache<string, Lease>({ max: MAX_KEYS });

  constructor(private readonly counter: Counter) {}

  /** At once where the lease lasts; what is refused takes nothing. */
  take(payer: string, quota: Quota, amount: number): Taken | Promise<Taken> {
    // Whoever pays does so from several quotas, and has a lease of each.
    const key = `${quota.name}:${payer}`;
    const lease = this.leaseOf(key);
    return fromLease(lease, amount) ?? this.renewed(key, quota, amount);
  }

  private async renewed(key: string, quota: Quota, amount: number): Promise<Taken> {
    for (;;) {
      const lease = this.leaseOf(key);
      const taken = fromLease(lease, amount);
      if (taken) return taken;
      lease.renewing ??= this.renew(lease, key, quota, amount).finally(() => {
        lease.renewing = null;
      });
      await lease.renewing;
    }
  }

  private async renew(lease: Lease, key: string, quota: Quota, amount: number): Promise<void> {
    const { max, windowMs } = quota;
    const wanted = Math.max(amount - lease.left, Math.ceil(max * LEASE_SHARE));
    const { count, resetMs } = await this.counter.add(key, windowMs, wanted);
    const before = count - wanted;
    lease.left += Math.max(0, Math.min(wanted, max - before));
    lease.others = Math.max(0, max - count);
    lease.until = performance.now() + Math.max(1, resetMs);
  }

  private leaseOf(key: string): Lease {
    const known = this.leases.get(key);
    if (known && (known.renewing || performance.now() < known.until)) return known;
    const fresh = { left: 0, until: 0, others: Number.POSITIVE_INFINITY, renewing: null };
    this.leases.set(key, fresh);
    return fresh;
  }
}

/** Null: the shared count has to be asked. */
function fromLease(lease: Lease, amount: number): Taken | null {
  const now = performance.now();
  const resetMs = lease.until - now;
  if (resetMs <= 0) return null;
  if (lease.left >= amount) {
    lease.left -= amount;
    return { allowed: true, left: lease.left + lease.others, resetMs };
  }
  return lease.others > 0 ? null : { allowed: false, left: lease.left, resetMs };
}
