import type { Message } from "../../chat/log/message.model.js";
import type { Position } from "../../chat/log/position.js";

const MAX_ENTRIES = 256;

/** The newest entries of a log, each in its latest state, for those who are a little behind. */
export class EntryRing {
  /** By id, the entry that was taken last at the end. */
  private readonly byId = new Map<string, Message>();

  constructor(private lowest: Position) {}

  /** Whatever came after it is here. */
  get floor(): Position {
    return this.lowest;
  }

  get entries(): readonly Message[] {
    return [...this.byId.values()];
  }

  take(entries: readonly Message[]): void {
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
