import type { Model, Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Reached, ReadingPositions } from "../membership/reading-positions.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { readingOf, type Access, type AccessService } from "../log/access.service.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";
import type { Hint } from "../../platform/hints/hint.js";

export interface ReceiptDependencies {
  readonly access: AccessService;
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
    const access = await this.access(userId, id);
    const { membership, end } = access;
    const readSeq = clamped(seq, access);
    if (readSeq <= readingOf(membership, end).readSeq) return membership;
    const [entry] = await this.deps.store.range(membership.conversationId, readSeq, readSeq);
    const readOrdinal = entry?.ordinal ?? 0;
    return this.advance(membership, {
      readSeq,
      readOrdinal,
      deliveredSeq: readSeq,
      headOrdinal: end.ordinal,
    });
  }

  async markDelivered(userId: Types.ObjectId, id: string, seq: number): Promise<Membership> {
    const access = await this.access(userId, id);
    const deliveredSeq = clamped(seq, access);
    if (deliveredSeq <= readingOf(access.membership, access.end).deliveredSeq)
      return access.membership;
    return this.advance(access.membership, { deliveredSeq });
  }

  /** In the order of the accesses: how many unread messages mention that member. */
  async unreadMentions(accesses: readonly Access[]): Promise<number[]> {
    const arms = accesses.map(({ membership, end }) => ({
      mentionIds: membership.userId,
      conversationId: membership.conversationId,
      seq: { $gt: readingOf(membership, end).readSeq, $lte: end.seq },
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

  private access(userId: Types.ObjectId, id: string): Promise<Access> {
    return this.deps.access.require({ conversationId: parseId(id, "conversation"), userId });
  }

  private async advance({ _id, ...key }: Membership, reached: Reached): Promise<Membership> {
    await this.deps.positions.advance(_id, reached);
    this.deps.publish({
      kind: "receipt",
      conversationId: key.conversationId.toHexString(),
      userId: key.userId.toHexString(),
    });
    const row = await this.deps.memberships.find(key);
    if (!row) throw notFound("conversation");
    return row;
  }
}

function clamped(seq: number, { end }: Access): number {
  if (seq < 0) throw badInput("seq", "A position is not negative.");
  return Math.min(seq, end.seq);
}
