import type { LogTail } from "./log-tail.js";

/** Whatever is known, all are looked at so often: a process may have died before its rows were written. */
const ALL_EVERY_MS = 60_000;
/** The same where nothing tells which logs were written. */
const BLIND_EVERY_MS = 15_000;
/** Logs that moved so lately are looked at each time: a reader waits for the next entry. */
const ACTIVE_MS = 60_000;

/** How far the logs go at least that were written since it was last asked. Null: it may be any of them. */
export type Written = () => Promise<ReadonlyMap<string, number> | null>;

/**
 * Of all logs that are followed here, those whose end is to be compared with the log: where a hint
 * got lost. What is idle costs nothing, however much of it there is.
 */
export class HeadChecks {
  private allAt = -Infinity;

  constructor(private readonly written: Written | null) {}

  async among(tails: readonly LogTail[], connected: boolean): Promise<readonly LogTail[]> {
    const now = performance.now();
    const isActive = ({ movedAt }: LogTail): boolean => now - movedAt < ACTIVE_MS;
    if (tails.every(isActive)) return tails;
    const blind = this.written === null;
    const everyMs = !blind ? ALL_EVERY_MS : connected ? BLIND_EVERY_MS : 0;
    if (now - this.allAt >= everyMs) {
      this.allAt = now;
      return tails;
    }
    const written = blind ? new Map<string, number>() : await this.written();
    const isBehind = ({ id, head }: LogTail): boolean =>
      !written || (written.get(id.toHexString()) ?? 0) > head.revision;
    return tails.filter((tail) => isActive(tail) || isBehind(tail));
  }
}
