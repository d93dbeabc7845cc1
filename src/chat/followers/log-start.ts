import type { Types } from "mongoose";
import type { LogHeads } from "../log/log-heads.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";

const STRETCH = 200;

/** Where in a log a moment is. */
export class LogStart {
  constructor(
    private readonly store: Pick<LogStore, "changed">,
    private readonly heads: Pick<LogHeads, "one">,
  ) {}

  /**
   * The last revision of before. What was written since is read backwards, as it will be handed over
   * anyway; from the true end, as more may have been written before than the rows know.
   */
  async before(conversationId: Types.ObjectId, at: Date): Promise<number> {
    if (at.getTime() <= 0) return 0;
    const { revision } = await this.heads.one(conversationId);
    for (let to = revision; to > 0; to -= STRETCH) {
      const entries = await this.store.changed(conversationId, Math.max(1, to - STRETCH + 1), to);
      const last = entries.findLast((entry) => writtenAt(entry) < at);
      if (last) return last.revision;
    }
    return 0;
  }
}

/** When what an entry says now was written. */
export function writtenAt({ changedAt, createdAt }: Message): Date {
  return changedAt ?? createdAt;
}
