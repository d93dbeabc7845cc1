import type { Head } from "./log-store.js";

/**
 * An old head costs a refused write and nothing else. So it is kept for long where this node alone
 * writes, and read anew often where another node was found to write as well.
 */
const TRUST_MS = { alone: 60_000, contended: 1_000 } as const;

/** Where a conversation's log ended when this node last read or wrote it. */
export class TrustedHead {
  private known: (Head & { readonly at: number }) | null = null;
  private clashedAt = -Infinity;

  constructor(private readonly readHead: () => Promise<Head>) {}

  async read(): Promise<Head> {
    const now = performance.now();
    const contended = now - this.clashedAt < TRUST_MS.alone;
    const trustMs = contended ? TRUST_MS.contended : TRUST_MS.alone;
    if (this.known && now - this.known.at < trustMs) return this.known;
    return this.advance(await this.readHead());
  }

  advance({ seq, revision, ordinal }: Head): Head {
    this.known = { seq, revision, ordinal, at: performance.now() };
    return this.known;
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
