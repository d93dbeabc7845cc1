import type { Types } from "mongoose";
import { readId } from "../../platform/core/id.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import { sameContent } from "../log/commit-appends.js";
import type { LogStore } from "../log/log-store.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { Message } from "../log/message.model.js";
import type { CheckedMessage } from "./new-message.js";

/**
 * What a send that is refused now has stored before. Its client never had the answer, and has left
 * in the meantime, was blocked or named somebody who went: the message was sent all the same.
 */
export class SentBefore {
  constructor(
    private readonly store: Pick<LogStore, "byClientId">,
    private readonly conversations: Pick<ConversationService, "findDirect">,
    private readonly memberViews: Pick<MemberViewService, "find">,
  ) {}

  /** Null: it is not the same message, or none. */
  async find(senderId: Types.ObjectId, input: CheckedMessage): Promise<Message | null> {
    const conversationId = await this.destination(senderId, input);
    if (!conversationId) return null;
    const { clientMessageId } = input;
    const stored = await this.store.byClientId({ conversationId, senderId, clientMessageId });
    if (!stored) return null;
    const { body, type = null, metadata, replyToId, mentionIds, attachmentIds } = input;
    const ids = {
      mentionIds: idsOf(mentionIds, "user"),
      attachmentIds: idsOf(attachmentIds, "attachment"),
    };
    const reply = replyToId ? readId(replyToId, "message") : null;
    const sent = {
      conversationId,
      body,
      type,
      metadata,
      ...ids,
      ...(reply && { replyToId: reply }),
    };
    if (!sameContent(stored, sent)) return null;
    if (await this.memberViews.find({ conversationId, userId: senderId })) return stored;
    // What others made of it since is not for whoever is no longer there.
    return {
      ...stored,
      metadata: stored.deletedAt ? null : metadata,
      reactions: [],
      pinnedAt: null,
    };
  }

  private async destination(
    senderId: Types.ObjectId,
    { conversationId, userId }: CheckedMessage,
  ): Promise<Types.ObjectId | null> {
    if (conversationId) return readId(conversationId, "conversation");
    if (!userId) return null;
    const direct = await this.conversations.findDirect(senderId, userId).catch(() => null);
    return direct && direct._id;
  }
}

/** What is malformed is in no stored message: the rest is not the same then. */
function idsOf(given: readonly string[] | null | undefined, what: string): Types.ObjectId[] {
  return [...new Set(given)].flatMap((id) => readId(id, what) ?? []);
}
