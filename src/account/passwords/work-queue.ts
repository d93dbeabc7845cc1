import { AppError, ErrorCode } from "../../platform/core/errors.js";

/** Runs so many at once, lets so many wait, and refuses the rest with SERVICE_UNAVAILABLE. */
export class WorkQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: { readonly parallel: number; readonly waiting: number }) {}

  get depth(): number {
    return this.waiting.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.parallel) {
      if (this.waiting.length >= this.limits.waiting)
        throw new AppError(ErrorCode.SERVICE_UNAVAILABLE, "Too many logins at once: try again.", {
          retryAfterMs: 2_000,
        });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
