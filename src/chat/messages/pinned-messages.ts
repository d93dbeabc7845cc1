import type { Model, Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { EVER, type Message } from "../log/message.model.js";

const MAX_PINNED = 100;

/** The few messages of a conversation that are pinned: so few that a read takes all. */
export class PinnedMessages {
  constructor(private readonly messages: Model<Message>) {}

  /** In the order in which they were written. */
  async list(conversationId: Types.ObjectId): Promise<Message[]> {
    const found = await this.messages
      .find({ conversationId, pinnedAt: EVER })
      .select("-revisions")
      .sort({ seq: 1 })
      .lean();
    return found;
  }

  /** Resolves with what refuses one more where there are as many as there may be. */
  async room(conversationId: Types.ObjectId): Promise<() => void> {
    const pinned = await this.messages
      .find({ conversationId, pinnedAt: EVER })
      .select("_id")
      .lean();
    return () => {
      if (pinned.length < MAX_PINNED) return;
      const text = `A conversation has at most ${MAX_PINNED} pinned messages.`;
      throw new AppError(ErrorCode.LIMIT_REACHED, text, { limit: MAX_PINNED });
    };
  }
}
