import type { Position } from "../../chat/log/position.js";
import type { LogEntry } from "./log-entry.js";

const MAX_ENTRIES = 256;

/** The newest entries of a log, each in its latest state, for those who are a little behind. */
export class EntryRing {
  /** By id, the entry that was taken last at the end. */
  private readonly byId = new Map<string, LogEntry>();

  constructor(private lowest: Position) {}

  /** Whatever came after it is here. */
  get floor(): Position {
    return this.lowest;
  }

  get entries(): readonly LogEntry[] {
    return [...this.byId.values()];
  }

  take(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      const id = entry._id.toHexString();
      this.byId.delete(id);
      this.byId.set(id, entry);
    }
    for (const [id, { seq, revision }] of this.byId) {
      if (this.byId.size <= MAX_ENTRIES) return;
      this.byId.delete(id);
      const { lowest } = this;
      this.lowest = {
        seq: Math.max(lowest.seq, seq),
        revision: Math.max(lowest.revision, revision),
      };
    }
  }
}
