import type { Model, Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Reached, ReadingPositions } from "../membership/reading-positions.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { readingOf, type MemberView, type MemberViewService } from "../log/member-view.service.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";
import type { Hint } from "../../platform/hints/hint.js";

export interface ReceiptDependencies {
  readonly memberViews: MemberViewService;
  readonly conversations: Pick<ConversationService, "requireAdmitted">;
  readonly memberships: MembershipService;
  readonly positions: ReadingPositions;
  readonly store: LogStore;
  readonly messages: Model<Message>;
  readonly publish: (hint: Hint) => void;
}

/** Read and delivered positions: they never go back, never pass the head, and read is delivered. */
export class ReceiptService {
  constructor(private readonly deps: ReceiptDependencies) {}

  async markRead(userId: Types.ObjectId, id: string, seq: number): Promise<Membership> {
    const view = await this.view(userId, id);
    const { membership, head } = view;
    const readSeq = clamped(seq, view);
    const isMarked = typeof membership.unreadFromSeq === "number";
    if (readSeq <= readingOf(membership, head).readSeq && !isMarked) return membership;
    const [entry] = await this.deps.store.range(membership.conversationId, readSeq, readSeq);
    const readOrdinal = entry?.ordinal ?? 0;
    await this.deps.conversations.requireAdmitted(membership);
    const reached = { readSeq, readOrdinal, deliveredSeq: readSeq, headOrdinal: head.ordinal };
    return this.deps.memberships.changing(membership, async () => {
      if (isMarked) await this.deps.memberships.unmark(membership);
      return this.advance(membership, reached);
    });
  }

  async markDelivered(userId: Types.ObjectId, id: string, seq: number): Promise<Membership> {
    const view = await this.view(userId, id);
    const deliveredSeq = clamped(seq, view);
    if (deliveredSeq <= readingOf(view.membership, view.head).deliveredSeq) return view.membership;
    await this.deps.conversations.requireAdmitted(view.membership);
    return this.advance(view.membership, { deliveredSeq });
  }

  /** In the order of the views: how many unread messages mention that member. */
  async unreadMentions(views: readonly MemberView[]): Promise<number[]> {
    const arms = views.map(({ membership, head }) => ({
      conversationId: membership.conversationId,
      mentionIds: membership.userId,
      seq: { $gt: readingOf(membership, head).readSeq, $lte: head.seq },
    }));
    const [only] = arms;
    if (!only) return [];
    const found = await this.deps.messages
      .find(arms.length === 1 ? only : { $or: arms })
      .select("conversationId")
      .lean();
    return arms.map(
      ({ conversationId }) =>
        found.filter((message) => message.conversationId.equals(conversationId)).length,
    );
  }

  private view(userId: Types.ObjectId, id: string): Promise<MemberView> {
    return this.deps.memberViews.require({ conversationId: parseId(id, "conversation"), userId });
  }

  private async advance(membership: Membership, reached: Reached): Promise<Membership> {
    await this.deps.positions.advance(membership, reached);
    this.deps.publish({
      kind: "receipt",
      conversationId: membership.conversationId.toHexString(),
      userId: membership.userId.toHexString(),
    });
    const row = await this.deps.memberships.find(membership);
    if (!row) throw notFound("conversation");
    return row;
  }
}

function clamped(seq: number, { head }: MemberView): number {
  if (seq < 0) throw badInput("seq", "A position is not negative.");
  return Math.min(seq, head.seq);
}
