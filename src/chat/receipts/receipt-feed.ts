import type { Types } from "mongoose";
import { memberKeyOf, splitMemberKey, type AwarenessFeeds } from "../awareness/awareness-feeds.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Visibility } from "../../people/contacts/visibility.js";
import { FeedToken } from "../../api/graphql/feeds.js";
import { toId } from "../../platform/core/id.js";

export interface ReceiptAdvance {
  readonly conversationId: string;
  readonly userId: string;
  readonly readSeq: number;
  readonly deliveredSeq: number;
}

export const receiptFeed = new FeedToken<Pick<ReceiptFeed, "follow">>("receipts");

/** How far the members come, as they come there. */
export class ReceiptFeed {
  constructor(
    private readonly feeds: AwarenessFeeds,
    private readonly memberships: MembershipService,
    private readonly visibility: Visibility,
  ) {}

  /** Null where that one conversation is not the viewer's. */
  async follow(
    viewerId: Types.ObjectId,
    conversationId: Types.ObjectId | null,
  ): Promise<AsyncIterableIterator<ReceiptAdvance> | null> {
    const feed = await this.feeds.follow<ReceiptAdvance>(
      { userId: viewerId, conversationId },
      {
        keyOf: (hint) => (hint.kind === "receipt" ? memberKeyOf(hint) : null),
        read: (key) => this.read(viewerId, splitMemberKey(key)),
      },
    );
    return feed && feed.open();
  }

  private async read(
    viewerId: Types.ObjectId,
    of: { readonly conversationId: string; readonly userId: string },
  ): Promise<ReceiptAdvance | null> {
    const key = { conversationId: toId(of.conversationId), userId: toId(of.userId) };
    const membership = await this.memberships.find(key);
    if (!membership) return null;
    const own = key.userId.equals(viewerId);
    const visible = own || (await this.visibility.receiptsVisible(viewerId, [key.userId])).size > 0;
    const { readSeq, deliveredSeq } = membership;
    return visible ? { ...of, readSeq, deliveredSeq } : null;
  }
}
