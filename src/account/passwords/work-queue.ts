import { AppError, ErrorCode } from "../../platform/core/errors.js";

export interface WorkQueueLimits {
  readonly parallel: number;
  readonly waiting: number;
  /** Of one line. */
  readonly waitingEach: number;
}

/**
 * Runs so many at once and lets so many wait, in a line for each key: the lines take turns, so
 * whoever asks a hundred times waits for a hundred, and others for one. The rest is refused with
 * SERVICE_UNAVAILABLE.
 */
export class WorkQueue {
  private running = 0;
  private waiting = 0;
  /** In the order of their turns; none is empty. */
  private readonly lines = new Map<string, (() => void)[]>();

  constructor(private readonly limits: WorkQueueLimits) {}

  get depth(): number {
    return this.waiting;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.parallel) await this.turn(key);
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.next();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(key: string): Promise<void> {
    const line = this.lines.get(key) ?? [];
    if (this.waiting >= this.limits.waiting || line.length >= this.limits.waitingEach)
      throw new AppError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "Too many passwords wait to be checked: try again in a moment.",
        { retryAfterMs: 2_000 },
      );
    this.waiting += 1;
    return new Promise((resolve) => this.lines.set(key, [...line, resolve]));
  }

  private next(): (() => void) | null {
    for (const [key, [first, ...others]] of this.lines) {
      this.lines.delete(key);
      // Behind all others.
      if (others.length > 0) this.lines.set(key, others);
      this.waiting -= 1;
      return first ?? null;
    }
    return null;
  }
}
