import type { EntryEvent } from "./feed-event.js";
import type { LogEntry } from "./log-entry.js";
import type { Page } from "./log-tail.js";
import type { OperationRenderer } from "./operation-renderer.js";
import type { Parked, Reached, Recipient } from "./parked.js";
import { SharedFrames } from "./shared-frames.js";

/** Consecutive entries of a log, and their frames: made once, for whoever is given them. */
export class Batch implements Page, Reached {
  readonly madeAt = performance.now();
  private readonly frames = new Map<string, SharedFrames>();
  private readonly oldest: number;
  /** Whose rights it changes. */
  private readonly subjects: ReadonlySet<string> | null;

  constructor(
    readonly entries: readonly LogEntry[],
    readonly reached: number,
    readonly seq: number,
  ) {
    const subjects = entries.flatMap(({ subjectIds = [] }) => subjectIds);
    this.subjects = subjects.length > 0 ? new Set(subjects.map((id) => id.toHexString())) : null;
    this.oldest = Math.min(...entries.map(({ seq }) => seq));
  }

  /** Readers of one class, to whom the same of it is new, get the same. */
  framesFor(
    { reader }: Recipient,
    renderer: OperationRenderer,
    events: readonly EntryEvent[],
  ): SharedFrames {
    const replayed = events.some((event) => event.replayed);
    const news = events.map(({ isNew }) => (isNew ? 1 : 0)).join("");
    const key = `${renderer.key} ${renderer.classOf(reader)} ${replayed} ${news}`;
    const known = this.frames.get(key);
    if (known) return known;
    const made = new SharedFrames(renderer, events);
    this.frames.set(key, made);
    return made;
  }

  /**
   * Somebody who joined after an old entry was written, or has cleared it, does not see it change, and whoever it takes
   * rights from, or gives them, has to look at them first.
   */
  isFor({ firstSeq, userId }: Parked): boolean {
    return firstSeq <= this.oldest && !this.subjects?.has(userId);
  }
}
