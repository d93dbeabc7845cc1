import type { Head } from "./log-store.js";

/**
 * An old head costs a refused write and nothing else. So it is kept for long where this node alone
 * writes, and read anew often where another node was found to write as well.
 */
const TRUST_MS = { alone: 60_000, contended: 1_000 } as const;

interface Known extends Head {
  readonly at: number;
  /**
   * The same as long as this node has itself written all that follows, and nothing of it was about
   * who is a member. Compared by identity.
   */
  readonly era: object;
}

/** Where a conversation's log ended when this node last read or wrote it. */
export class TrustedHead {
  private known: Known | null = null;
  private reading: Promise<Known> | null = null;
  private clashedAt = -Infinity;

  constructor(private readonly readHead: () => Promise<Head>) {}

  /** Whether another node was found to write to this log as well, not long ago. */
  get contended(): boolean {
    return performance.now() - this.clashedAt < TRUST_MS.alone;
  }

  async read(): Promise<Known> {
    const trustMs = this.contended ? TRUST_MS.contended : TRUST_MS.alone;
    if (this.known && performance.now() - this.known.at < trustMs) return this.known;
    this.reading ??= this.readAnew().finally(() => (this.reading = null));
    return this.reading;
  }

  /** This node has written. */
  advance({ seq, revision, ordinal }: Head, era = this.known?.era ?? {}): Known {
    this.known = { seq, revision, ordinal, at: performance.now(), era };
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

  private async readAnew(): Promise<Known> {
    const head = await this.readHead();
    // What this node wrote while it was reading is later than what it read.
    if (this.known && this.known.revision >= head.revision) return this.advance(this.known);
    return this.advance(head, {});
  }
}
