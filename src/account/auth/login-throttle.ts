import type { Counter } from "../../platform/limits/counter.js";
import { limited, type Limits } from "../../platform/limits/limits.js";

const DAY_MS = 24 * 60 * 60_000;
const FREE_FAILURES = 4;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures of everybody in a minute that are told to the operator. */
const FLOOD = 300;
const MINUTE_MS = 60_000;

export interface LoginAttempt {
  /** What was given as address or number, keyed: not whether there is such an account. */
  readonly account: string;
  /** Null: not limited by network. */
  readonly network: string | null;
  /** Whether the owner has signed in from that network; asked for only when it matters. */
  readonly isKnown: () => Promise<boolean>;
}

/**
 * Slows down guessing. A try counts before the password is compared, so that parallel tries cannot
 * share one. After five failures of an account, strangers wait 1 s, 2 s, 4 s … 15 min in between;
 * the owner's own networks do not wait with them, so that nobody can lock an owner out.
 */
export class LoginThrottle {
  constructor(
    private readonly counter: Counter,
    private readonly limits: Limits,
    private readonly onFlood: () => void,
  ) {}

  /** Throws RATE_LIMITED, or returns what to call when the password was right. */
  async admit({ account, network, isKnown }: LoginAttempt): Promise<() => Promise<void>> {
    const pair = network && `${network}|${account}`;
    // Each try costs a hash, whatever comes of it: of these nothing is given back.
    await this.limits.take("login", network);
    await this.limits.take("loginAccount", pair);
    await this.limits.take("loginNetwork", network);
    await this.limits.take("loginPair", pair);
    const { count } = await this.counter.add(failures(account), DAY_MS);
    const giveBack = async (): Promise<void> => {
      await this.limits.giveBack("loginNetwork", network);
      await this.limits.giveBack("loginPair", pair);
    };
    if (count > FREE_FAILURES)
      await this.queueUp(account, count, isKnown).catch(async (error: unknown) => {
        await giveBack();
        throw error;
      });
    const all = await this.counter.add("login|everybody", MINUTE_MS);
    if (all.count === FLOOD) this.onFlood();
    return async () => {
      await giveBack();
      await this.counter.undo("login|everybody", MINUTE_MS);
      await this.forget(account);
    };
  }

  /** When the owner has proven the address: the failures of strangers no longer count. */
  async forget(account: string): Promise<void> {
    await this.counter.forget(failures(account));
    await this.counter.forget(gate(account));
  }

  private async queueUp(
    account: string,
    count: number,
    isKnown: () => Promise<boolean>,
  ): Promise<void> {
    const known = await isKnown();
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - FREE_FAILURES - 1));
    const passed = known ? null : await this.counter.add(gate(account), waitMs);
    if (!known && passed?.count === 1) return;
    // Neither a refused try nor one of the owner's makes the wait of the next one longer.
    await this.counter.undo(failures(account), DAY_MS);
    if (passed) throw limited(passed.resetMs);
  }
}

function failures(account: string): string {
  return `login|failures|${account}`;
}

function gate(account: string): string {
  return `login|gate|${account}`;
}
