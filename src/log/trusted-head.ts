import type { Head } from "./log-store.js";

/** An old head costs a refused write, so it is kept only as long as it is probably right. */
const TRUST_MS = 1_000;

/** Where a conversation's log ended when this node last read or wrote it. */
export class TrustedHead {
  private known: (Head & { readonly at: number }) | null = null;

  constructor(private readonly readHead: () => Promise<Head>) {}

  async read(): Promise<Head> {
    if (this.known && performance.now() - this.known.at < TRUST_MS) return this.known;
    return this.advance(await this.readHead());
  }

  advance({ seq, revision, ordinal }: Head): Head {
    this.known = { seq, revision, ordinal, at: performance.now() };
    return this.known;
  }

  forget(): void {
    this.known = null;
  }
}
