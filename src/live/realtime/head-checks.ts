import type { LogTail } from "./log-tail.js";

/** Whatever is known, all are looked at so often: a process may have died before its rows were written. */
const ALL_EVERY_MS = 60_000;
/** The same where nothing tells which logs were written. */
const BLIND_EVERY_MS = 15_000;
/** Logs that moved so lately are looked at each time: a reader waits for the next entry. */
const ACTIVE_MS = 60_000;

/** How far the logs go at least that were written since it was last asked. Null: it may be any of them. */
export type Written = () => Promise<ReadonlyMap<string, number> | null>;

/** All tails of a node, as they come and go: whoever goes through them meets those that come meanwhile. */
export interface Followed {
  readonly size: number;
  values(): Iterator<LogTail> & Iterable<LogTail>;
}

/** What to do about logs of which a hint may have got lost. */
export interface Check {
  /** How far logs go at least, by their rows. */
  readonly told: ReadonlyMap<string, number>;
  /** Whose end is to be compared with the log. */
  readonly compared: ReadonlySet<LogTail>;
  /** Those that are being opened as well, though their end has just been read. */
  readonly isOfAny: boolean;
}

const NOTHING: ReadonlyMap<string, number> = new Map();

/**
 * Of all logs that are followed here, those whose end is to be compared with the log: where a hint
 * got lost. Of those that are idle the rows tell which were written; the log itself is asked for a
 * few of them each time, so that all take turns.
 */
export class HeadChecks {
  private turn: Iterator<LogTail> | null = null;
  private lastAt = performance.now();

  constructor(private readonly written: Written | null) {}

  async among(tails: Followed, connected: boolean): Promise<Check> {
    const now = performance.now();
    const share = this.shareOf(tails.size, now, connected);
    const told = this.written ? await this.written() : NOTHING;
    if (told === null) return { told: NOTHING, compared: new Set(tails.values()), isOfAny: true };
    const compared = new Set(this.nextOf(tails, share));
    for (const tail of tails.values()) if (now - tail.movedAt < ACTIVE_MS) compared.add(tail);
    return { told, compared, isOfAny: false };
  }

  /** How many come in turn, for all to come in time. */
  private shareOf(count: number, now: number, connected: boolean): number {
    const elapsed = now - this.lastAt;
    this.lastAt = now;
    if (this.written) return Math.ceil((count * elapsed) / ALL_EVERY_MS);
    return connected ? Math.ceil((count * elapsed) / BLIND_EVERY_MS) : count;
  }

  private nextOf(tails: Followed, count: number): LogTail[] {
    const next: LogTail[] = [];
    for (let left = Math.min(count, tails.size); left > 0; left -= 1) {
      this.turn ??= tails.values();
      let step = this.turn.next();
      if (step.done) {
        this.turn = tails.values();
        step = this.turn.next();
      }
      if (!step.done) next.push(step.value);
    }
    return next;
  }
}
