import { AppError, ErrorCode } from "../core/errors.js";
import { serviceAct } from "../core/service-act.js";
import type { Counter } from "./counter.js";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export interface UploadLimits {
  readonly uploadsPerHour: number;
  readonly uploadBytesPerDay: number;
}

/** How much one person may upload in a time, whatever of it is kept. */
export class UploadAllowance {
  constructor(
    private readonly counter: Counter,
    private readonly limits: UploadLimits,
  ) {}

  /** Counts a file, or throws RATE_LIMITED. */
  async take(userId: string, byteSize: number): Promise<void> {
    // By its key, which has paid for it already.
    if (serviceAct.current) return;
    const { uploadsPerHour, uploadBytesPerDay } = this.limits;
    await this.count(`upload:${userId}`, HOUR_MS, 1, uploadsPerHour, "files an hour");
    await this.count(`uploadBytes:${userId}`, DAY_MS, byteSize, uploadBytesPerDay, "bytes a day");
  }

  private async count(
    key: string,
    windowMs: number,
    amount: number,
    limit: number,
    unit: string,
  ): Promise<void> {
    const { count, resetMs } = await this.counter.add(key, windowMs, amount);
    if (count <= limit) return;
    // What is refused takes nothing of what is left: a smaller file may still fit.
    await this.counter.undo(key, windowMs, amount);
    const retryAfterMs = Math.max(1, Math.ceil(resetMs));
    throw new AppError(ErrorCode.RATE_LIMITED, `You may upload ${limit} ${unit}: wait.`, {
      retryAfterMs,
      limit,
    });
  }
}
