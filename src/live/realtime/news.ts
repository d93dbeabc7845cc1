import type { Position } from "../../chat/log/position.js";
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

  /**
   * `since`: up to where the reader has everything that was created, by what their client says or
   * by what they were given here.
   */
  constructor(private readonly since: { readonly revision: number } | { readonly seq: number }) {}

  /** Whether it is new to the reader. */
  has(place: Place): boolean {
    const { seq } = place;
    return this.isLater(place) && !this.given.some(({ from, to }) => from <= seq && seq <= to);
  }

  /** The reader is given it now. */
  take(place: Place): void {
    if (this.isLater(place)) this.add(place.seq);
  }

  /** Whether it is known that nothing is missing up to the end of the log, which is that far. */
  reaches({ seq, revision }: Position): boolean {
    const [first, more] = this.given;
    if (first) return more === undefined && first.to >= seq;
    return "seq" in this.since ? this.since.seq >= seq : this.since.revision >= revision;
  }

  private isLater({ seq, createdRevision }: Place): boolean {
    return "seq" in this.since ? seq > this.since.seq : createdRevision > this.since.revision;
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
