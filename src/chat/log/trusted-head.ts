import type { LogHead } from "./log-heads.js";
import type { HeadPosition } from "./position.js";
import { leavesMembersAlone } from "./membership-change.js";

/**
 * An old head costs a refused write and nothing else. So it is kept for long where this node alone
 * writes, and read anew often where another node was found to write as well.
 */
const TRUST_MS = { alone: 60_000, contended: 1_000 } as const;

export interface KnownHead extends HeadPosition {
  readonly at: number;
  /**
   * The same as long as the log says nothing new about who is a member, whoever writes to it.
   * Compared by identity.
   */
  readonly generation: object;
}

/** Where a conversation's log ended when this node last read or wrote it. */
export class TrustedHead {
  private known: KnownHead | null = null;
  /** Also where it is no longer trusted: what came since may be proven to leave the generation as it is. */
  private last: KnownHead | null = null;
  private reading: Promise<KnownHead> | null = null;
  private clashedAt = -Infinity;

  constructor(private readonly readHead: () => Promise<LogHead>) {}

  async read(): Promise<KnownHead> {
    const contended = performance.now() - this.clashedAt < TRUST_MS.alone;
    const trustMs = contended ? TRUST_MS.contended : TRUST_MS.alone;
    if (this.known && performance.now() - this.known.at < trustMs) return this.known;
    this.reading ??= this.readHead()
      .then((head) => this.take(head))
      .finally(() => (this.reading = null));
    return this.reading;
  }

  /** This node has just read where the log ends. */
  take(head: LogHead): KnownHead {
    // What this node wrote while it was reading is later than what it read.
    if (this.known && this.known.revision >= head.revision) return this.advance(this.known);
    const isSameGeneration = this.last !== null && leavesMembersAlone(this.last, head);
    return this.advance(head, isSameGeneration ? this.last?.generation : {});
  }

  /** This node has written. */
  advance(
    { seq, revision, ordinal }: HeadPosition,
    generation = this.known?.generation ?? {},
  ): KnownHead {
    this.known = { seq, revision, ordinal, at: performance.now(), generation };
    this.last = this.known;
    return this.known;
  }

  /** This node has written who is a member. */
  beginGeneration(): void {
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
