/** Between the moment of a row and when it can be read. */
const OVERLAP_MS = 5_000;

/**
 * From where the index over `newsAt` is read on. A row may come a moment after one that is younger,
 * so the last seconds are read again; but once nothing younger has come for as long, by this node's
 * clock, nothing older can come either: what is quiet is not read over and over.
 */
export class NewsWindow {
  private last = new Date(0);
  private movedAt = -Infinity;

  /** The `newsAt` of the youngest row that was read. */
  get seen(): Date {
    return this.last;
  }

  /** Exclusive. */
  get from(): Date {
    const isQuiet = performance.now() - this.movedAt > OVERLAP_MS;
    return new Date(this.last.getTime() - (isQuiet ? 0 : OVERLAP_MS));
  }

  /** All up to there was read. */
  move(newsAt: Date): void {
    if (newsAt <= this.last) return;
    this.last = newsAt;
    this.movedAt = performance.now();
  }
}
