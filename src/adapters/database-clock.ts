import type { Mongo } from "./mongo.js";

const COMPARE_EVERY_MS = 10 * 60_000;
/** What a token's life of minutes, or a code's, does not notice. */
const TOLERATED_MS = 5_000;

export interface ClockOptions {
  readonly own?: () => number;
  /** Told at the start and whenever it is found again. */
  readonly onSkew: (skewMs: number) => void;
}

/**
 * The database's clock, as the one that all nodes share: how far this machine's is off is measured at
 * the start and from time to time. Until then, and while the database is away, this machine's counts.
 */
export class DatabaseClock {
  /** To be added to this machine's clock. */
  private offsetMs = 0;
  private timer: NodeJS.Timeout | null = null;
  readonly own: () => number;

  constructor(
    private readonly mongo: Pick<Mongo, "time">,
    private readonly options: ClockOptions,
  ) {
    this.own = options.own ?? Date.now;
  }

  readonly now = (): Date => new Date(this.own() + this.offsetMs);

  /** A moment of this machine's clock by that of the database. */
  readonly shared = (at: Date): Date => new Date(at.getTime() + this.offsetMs);

  async start(): Promise<void> {
    await this.compare();
    this.timer = setInterval(() => void this.compare(), COMPARE_EVERY_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async compare(): Promise<void> {
    const [asked, began] = [this.own(), performance.now()];
    const time = await this.mongo.time();
    if (!time) return;
    const halfWayMs = (performance.now() - began) / 2;
    const offsetMs = time.getTime() - (asked + halfWayMs);
    const isOff = Math.abs(offsetMs) > TOLERATED_MS + halfWayMs;
    this.offsetMs = isOff ? Math.round(offsetMs) : 0;
    if (isOff) this.options.onSkew(-this.offsetMs);
  }
}
