import type { LogEnd } from "./log-ends.js";
import type { Head } from "./log-store.js";
import { leavesMembersAlone } from "./membership-change.js";

/**
 * An old head costs a refused write and nothing else. So it is kept for long where this node alone
 * writes, and read anew often where another node was found to write as well.
 */
const TRUST_MS = { alone: 60_000, contended: 1_000 } as const;

export interface Known extends Head {
  readonly at: number;
  /**
   * The same as long as the log says nothing new about who is a member, whoever writes to it.
   * Compared by identity.
   */
  readonly era: object;
}

/** Where a conversation's log ended when this node last read or wrote it. */
export class TrustedHead {
  private known: Known | null = null;
  /** Also where it is no longer trusted: what came since may be proven to leave the era as it is. */
  private last: Known | null = null;
  private reading: Promise<Known> | null = null;
  private clashedAt = -Infinity;

  constructor(private readonly readEnd: () => Promise<LogEnd>) {}

  async read(): Promise<Known> {
    const contended = performance.now() - this.clashedAt < TRUST_MS.alone;
    const trustMs = contended ? TRUST_MS.contended : TRUST_MS.alone;
    if (this.known && performance.now() - this.known.at < trustMs) return this.known;
    this.reading ??= this.readEnd()
      .then((end) => this.take(end))
      .finally(() => (this.reading = null));
    return this.reading;
  }

  /** This node has just read where the log ends. */
  take(end: LogEnd): Known {
    // What this node wrote while it was reading is later than what it read.
    if (this.known && this.known.revision >= end.revision) return this.advance(this.known);
    const isSameEra = this.last !== null && leavesMembersAlone(this.last, end);
    return this.advance(end, isSameEra ? this.last?.era : {});
  }

  /** This node has written. */
  advance({ seq, revision, ordinal }: Head, era = this.known?.era ?? {}): Known {
    this.known = { seq, revision, ordinal, at: performance.now(), era };
    this.last = this.known;
    return this.known;
  }

  /** This node has written who is a member. */
  beginEra(): void {
    if (this.known) this.advance(this.known, {});
  }

  /** Somebody else had written. */
  clash(): void {
    this.clashedAt = performance.now();
    this.forget();
  }

  forget(): void {
    this.known = null;
  }
}
