import type { LeasedCounts, Quota } from "./leased-counts.js";
import { LimitReached, type Charged } from "./limits.js";
import { networksOf } from "./network.js";

const WORK_WINDOW_MS = 10_000;
/** A /48 is shared by the sites of one customer: it may do as much as so many /64. */
const ROLL_UP = 4;

/** In milliseconds of one core a second, as they are estimated; 0: no limit. */
export interface WorkLimits {
  readonly perUser: number;
  readonly perNetwork: number;
  readonly anonymous: number;
  readonly perServiceKey: number;
}

/** Whom work is done for. */
export interface Payer {
  /** In hex; null: nobody is signed in. */
  readonly userId: string | null;
  readonly ipAddress: string;
  /** In hex: a service pays for all, whoever it acts for and wherever it is. */
  readonly keyId?: string | null;
}

/**
 * Work is paid for before it is done, whichever way it was asked for. Who is signed in pays from a
 * budget of one's own and one of the network; all strangers of a network share a small one.
 */
export class WorkBudget {
  readonly quotas: readonly Quota[];
  private readonly user: Quota;
  private readonly network: Quota;
  private readonly anonymous: Quota;
  private readonly serviceKey: Quota;

  constructor(
    private readonly counts: LeasedCounts,
    limits: WorkLimits,
  ) {
    this.user = quota("work-user", limits.perUser);
    this.network = quota("work-network", limits.perNetwork);
    this.anonymous = quota("work-anonymous", limits.anonymous);
    this.serviceKey = quota("work-service-key", limits.perServiceKey);
    this.quotas = [this.user, this.network, this.anonymous, this.serviceKey].filter(
      ({ max }) => max > 0,
    );
  }

  /** In microseconds. Throws RATE_LIMITED; null where nothing is limited. */
  async charge({ userId, ipAddress, keyId }: Payer, price: number): Promise<Charged | null> {
    if (keyId) return this.take(this.serviceKey, keyId, price);
    const shared = userId === null ? this.anonymous : this.network;
    const [network = "", wider] = networksOf(ipAddress);
    const user = userId === null ? null : await this.take(this.user, userId, price);
    const charged = await this.take(shared, network, price);
    if (wider !== undefined)
      await this.take({ ...shared, max: shared.max * ROLL_UP }, wider, price);
    return user ?? charged;
  }

  private async take(of: Quota, key: string, price: number): Promise<Charged | null> {
    if (of.max === 0) return null;
    const given = this.counts.take(key, of, price);
    // Nothing waits where the lease lasts.
    const taken = given instanceof Promise ? await given : given;
    const charged = { ...taken, quota: of };
    if (!taken.allowed) throw new LimitReached(charged);
    return charged;
  }
}

function quota(name: string, msPerSecond: number): Quota {
  const microseconds = ((msPerSecond * 1_000) / 1_000) * WORK_WINDOW_MS;
  return { name, max: microseconds, windowMs: WORK_WINDOW_MS };
}
