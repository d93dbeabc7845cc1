import type { Collection, Model, Types } from "mongoose";
import { MessageKind, type Message } from "./message.model.js";

const STRETCH = 50;
const MAX_STRETCH = 1_000;

/** The newest message that is not deleted: what the lists take for the end of what is unread. */
export class Standing {
  constructor(private readonly messages: Model<Message>) {}

  /** The ordinal of the newest USER message up to that position that is not deleted; 0: none. */
  async ordinal(conversationId: Types.ObjectId, seq: number): Promise<number> {
    const projection = { seq: 1, ordinal: 1, kind: 1, deletedAt: 1 };
    for (let to = seq, size = STRETCH; to > 0;) {
      const range = { conversationId, seq: { $gt: to - size, $lte: to } };
      const found = await this.raw.find(range, { projection }).sort({ seq: -1 }).toArray();
      const newest = found.find(({ kind, deletedAt }) => kind === MessageKind.USER && !deletedAt);
      if (newest) return newest.ordinal;
      to -= size;
      size = Math.min(size * 2, MAX_STRETCH);
    }
    return 0;
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}
