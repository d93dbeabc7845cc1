import type { Membership } from "../membership/membership.model.js";
import { readingOf, unreadIn, type MemberView } from "../log/member-view.service.js";
import type { CountedRange } from "../log/log-ranges.js";
import type { LogStore } from "../log/log-store.js";

interface Unread extends CountedRange {
  readonly readOrdinal: number;
  /** Whether something in the range may be deleted. */
  readonly hasGone: boolean;
}

/**
 * How many messages are unread to one reader: arithmetic over ordinals, less what is deleted of the
 * range. That is counted only where something was deleted beyond the read position, and by an index
 * that holds nothing else.
 */
export class UnreadCounts {
  constructor(private readonly store: Pick<LogStore, "goneOf">) {}

  /** In the order of the views. */
  of(views: readonly MemberView[]): Promise<number[]> {
    return this.count(
      views.map((view) => {
        const { membership, head } = view;
        const { readSeq, readOrdinal } = readingOf(membership, head);
        const known = membership.goneOrdinal ?? membership.headOrdinal;
        const gone = Math.max(known, ...head.deleted.map(({ ordinal }) => ordinal));
        return {
          conversationId: membership.conversationId,
          ...{ after: readSeq, to: head.seq, readOrdinal, headOrdinal: head.ordinal },
          hasGone: unreadIn(view) > 0 && gone > readOrdinal,
        };
      }),
    );
  }

  /** Over the rows of many conversations. */
  async total(rows: readonly Membership[]): Promise<number> {
    const counts = await this.count(
      rows.map(({ conversationId, readSeq, readOrdinal, headOrdinal, goneOrdinal }) => ({
        conversationId,
        ...{ after: readSeq, to: Number.MAX_SAFE_INTEGER, readOrdinal, headOrdinal },
        hasGone: (goneOrdinal ?? headOrdinal) > readOrdinal,
      })),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async count(unread: readonly Unread[]): Promise<number[]> {
    const gone = await this.store.goneOf(unread.filter(({ hasGone }) => hasGone));
    return unread.map(({ conversationId, readOrdinal, headOrdinal, hasGone }) => {
      const deleted = hasGone ? (gone.get(conversationId.toHexString()) ?? 0) : 0;
      return Math.max(0, headOrdinal - readOrdinal - deleted);
    });
  }
}
