import type { LogEntry } from "./log-entry.js";

type Place = Pick<LogEntry, "seq" | "createdRevision">;

/** Consecutive numbers, both ends inclusive. */
interface Span {
  from: number;
  to: number;
}

/**
 * Which entries a reader cannot have had: those that were created after the revision that the reader
 * came with, and were not given since. A batch alone does not tell: an entry that is changed while
 * its reader is behind stands where its change is, beyond entries that are younger than it.
 */
export class News {
  /** Of the entries given since: ascending, and merged, so that they are few. */
  private readonly given: Span[] = [];

  /** `since`: the revision up to which the reader has everything that was created. */
  constructor(private readonly since: number) {}

  /** Whether it is new to the reader. */
  has({ seq, createdRevision }: Place): boolean {
    return (
      createdRevision > this.since && !this.given.some(({ from, to }) => from <= seq && seq <= to)
    );
  }

  /** The reader is given it now. */
  take({ seq, createdRevision }: Place): void {
    if (createdRevision > this.since) this.add(seq);
  }

  /** Whether nothing is missing between the entries given and the end of the log. */
  reaches(seq: number): boolean {
    const [first, more] = this.given;
    return first === undefined || (more === undefined && first.to >= seq);
  }

  private add(seq: number): void {
    let at = this.given.length;
    while (at > 0 && (this.given[at - 1]?.from ?? 0) > seq) at -= 1;
    const [before, after] = [this.given[at - 1], this.given[at]];
    if (before && seq <= before.to) return;
    const joinsBefore = before?.to === seq - 1;
    if (before && joinsBefore) before.to = seq;
    if (after?.from === seq + 1) {
      after.from = before && joinsBefore ? before.from : seq;
      if (joinsBefore) this.given.splice(at - 1, 1);
    } else if (!joinsBefore) this.given.splice(at, 0, { from: seq, to: seq });
  }
}
