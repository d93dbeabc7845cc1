import type { Model, Types } from "mongoose";
import type { MemberViewService } from "../../chat/log/member-view.service.js";
import type { Message } from "../../chat/log/message.model.js";
import type { MemberKey } from "../../chat/membership/membership.service.js";

/** Few enough to be kept in memory, and to be read before rights are read again. */
const PAGE = 200;

/**
 * Of a log what somebody may read, as the contract shows it to them, and what they wrote in stays
 * that are over: that is theirs, though they are not shown it.
 */
export class PersonLog {
  constructor(
    private readonly messages: Model<Message>,
    private readonly memberViews: Pick<MemberViewService, "find">,
  ) {}

  /** Rights are read before each page: who is put out meanwhile is given no more. */
  async *entries(key: MemberKey): AsyncGenerator<Message> {
    const first = await this.memberViews.find(key);
    if (!first) {
      yield* this.written(key, Infinity);
      return;
    }
    const { joinedSeq } = first.membership;
    if (joinedSeq > 1) yield* this.written(key, joinedSeq - 1);
    for (let from = joinedSeq; from <= first.head.seq; from += PAGE) {
      const now = await this.memberViews.find(key);
      if (now?.membership.joinedSeq !== joinedSeq) return;
      const to = Math.min(from + PAGE - 1, first.head.seq);
      for (const entry of await this.range(key.conversationId, from, to))
        yield shownTo(key.userId, entry);
    }
  }

  /** By the index that finds what a client sends again, so in no order. */
  private async *written(
    { conversationId, userId: senderId }: MemberKey,
    lastSeq: number,
  ): AsyncGenerator<Message> {
    const seq = { $lte: lastSeq };
    const own = { conversationId, senderId, clientMessageId: { $gt: "" }, seq };
    for await (const found of this.messages.collection.find(own))
      yield asWritten(found as unknown as Message);
  }

  private async range(
    conversationId: Types.ObjectId,
    from: number,
    to: number,
  ): Promise<Message[]> {
    const seq = { $gte: from, $lte: to };
    const found = this.messages.collection.find({ conversationId, seq }).sort({ seq: 1 });
    return (await found.toArray()) as unknown as Message[];
  }
}

/** The id by which a client sent something is its sender's alone. */
function shownTo(userId: Types.ObjectId, entry: Message): Message {
  if (entry.senderId?.equals(userId)) return entry;
  const { clientMessageId: _own, ...shown } = entry;
  return shown;
}

/** Without what others did to it: they may have done so when its author was gone. */
function asWritten(entry: Message): Message {
  const { reactions: _theirs, pinnedAt: _by, metadata, ...own } = entry;
  return entry.metadataPatched || metadata === undefined ? own : { ...own, metadata };
}
