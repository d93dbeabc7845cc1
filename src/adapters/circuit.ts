import { AppError, ErrorCode } from "../platform/core/errors.js";

const MAX_FAILURES = 3;
const PAUSE_MS = 10_000;

/** In front of a service elsewhere: when it has failed three times in a row, nobody waits for it for a while. */
export class Circuit {
  private failures = 0;
  private closedUntil = 0;

  constructor(private readonly name: string) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    const waitMs = this.closedUntil - performance.now();
    if (waitMs > 0) throw this.unavailable(waitMs);
    try {
      const result = await work();
      this.failures = 0;
      return result;
    } catch (error) {
      this.failures += 1;
      if (this.failures >= MAX_FAILURES) this.closedUntil = performance.now() + PAUSE_MS;
      throw this.unavailable(PAUSE_MS, error);
    }
  }

  private unavailable(retryAfterMs: number, cause?: unknown): AppError {
    const message = `${this.name} cannot be reached at the moment: try again.`;
    const error = new AppError(ErrorCode.SERVICE_UNAVAILABLE, message, {
      retryAfterMs: Math.ceil(retryAfterMs),
    });
    return Object.assign(error, { cause });
  }
}
