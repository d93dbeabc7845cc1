import type { Types } from "mongoose";
import { memberKeyOf, splitMemberKey, type AwarenessFeeds } from "../awareness/awareness-feeds.js";
import { readingOf, type MemberViewService } from "../log/member-view.service.js";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Visibility } from "../../people/contacts/visibility.js";
import { FeedToken } from "../../api/graphql/feeds.js";
import { toId } from "../../platform/core/id.js";

export interface ReceiptAdvance {
  readonly conversationId: string;
  readonly userId: string;
  readonly membershipId: string;
  readonly readSeq: number;
  readonly deliveredSeq: number;
}

export const receiptFeed = new FeedToken<Pick<ReceiptFeed, "follow">>("receipts");

/** How far the members come, as they come there. */
export class ReceiptFeed {
  constructor(
    private readonly feeds: AwarenessFeeds,
    private readonly memberships: MembershipService,
    private readonly memberViews: Pick<MemberViewService, "find">,
    private readonly visibility: Visibility,
  ) {}

  /** Null where that one conversation is not the viewer's. `current` begins with how far its members are. */
  async follow(
    viewerId: Types.ObjectId,
    conversationId: Types.ObjectId | null,
    current = false,
  ): Promise<AsyncIterableIterator<ReceiptAdvance> | null> {
    const known = new Map<string, ReceiptAdvance>();
    const moved = new Set<string>();
    const feed = await this.feeds.follow<ReceiptAdvance>(
      { userId: viewerId, conversationId },
      {
        keyOf(hint) {
          if (hint.kind !== "receipt") return null;
          const key = memberKeyOf(hint);
          moved.add(key);
          return key;
        },
        read: (key) => {
          const first = moved.has(key) ? undefined : known.get(key);
          known.delete(key);
          return first ? Promise.resolve(first) : this.read(viewerId, splitMemberKey(key));
        },
      },
    );
    if (!feed || !current || !conversationId) return feed && feed.open();
    try {
      for (const one of await this.readAll(viewerId, conversationId)) {
        known.set(memberKeyOf(one), one);
        feed.touch(memberKeyOf(one));
      }
    } catch (error) {
      feed.close();
      throw error;
    }
    return feed.open();
  }

  private async readAll(
    viewerId: Types.ObjectId,
    conversationId: Types.ObjectId,
  ): Promise<ReceiptAdvance[]> {
    const view = await this.memberViews.find({ conversationId, userId: viewerId });
    if (!view) return [];
    const members = await this.memberships.ofConversations([conversationId]);
    const others = members.map(({ userId }) => userId).filter((id) => !id.equals(viewerId));
    const shown = await this.visibility.receiptsVisible(viewerId, others);
    return members
      .filter(({ userId }) => userId.equals(viewerId) || shown.has(userId.toHexString()))
      .map((row) => advanceOf({ ...row, ...readingOf(row, view.head) }));
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
    return visible ? advanceOf(membership) : null;
  }
}

function advanceOf({ _id, conversationId, userId, ...row }: Membership): ReceiptAdvance {
  return {
    membershipId: _id.toHexString(),
    conversationId: conversationId.toHexString(),
    userId: userId.toHexString(),
    readSeq: row.readSeq,
    deliveredSeq: row.deliveredSeq,
  };
}
