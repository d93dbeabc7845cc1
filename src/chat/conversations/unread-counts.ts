import type { Membership } from "../membership/membership.model.js";
import { readingOf, unreadIn, type Access } from "../log/access.service.js";
import type { Gone, LogStore, SeqRange } from "../log/log-store.js";

interface Unread extends SeqRange {
  readonly readOrdinal: number;
  readonly headOrdinal: number;
  /** Whether something in the range may be deleted. */
  readonly hasGone: boolean;
}

/**
 * How many messages are unread: arithmetic over ordinals, less what is deleted of the range. That is
 * looked for only where something was deleted beyond the read position, and by an index that holds
 * nothing else.
 */
export class UnreadCounts {
  constructor(private readonly store: Pick<LogStore, "deletedIn">) {}

  /** In the order of the accesses. */
  of(accesses: readonly Access[]): Promise<number[]> {
    return this.count(
      accesses.map((access) => {
        const { membership, end } = access;
        const { readSeq, readOrdinal } = readingOf(membership, end);
        const known = membership.goneOrdinal ?? membership.headOrdinal;
        const gone = Math.max(known, ...end.deleted.map(({ ordinal }) => ordinal));
        return {
          conversationId: membership.conversationId,
          ...{ after: readSeq, to: end.seq, readOrdinal, headOrdinal: end.ordinal },
          hasGone: unreadIn(access) > 0 && gone > readOrdinal,
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
    const gone = await this.store.deletedIn(unread.filter(({ hasGone }) => hasGone));
    return unread.map((range) => {
      const { readOrdinal, headOrdinal, hasGone } = range;
      const deleted = hasGone ? gone.filter((message) => isIn(message, range)).length : 0;
      return Math.max(0, headOrdinal - readOrdinal - deleted);
    });
  }
}

function isIn({ conversationId, ordinal }: Gone, range: Unread): boolean {
  const { readOrdinal, headOrdinal } = range;
  return (
    conversationId.equals(range.conversationId) && ordinal > readOrdinal && ordinal <= headOrdinal
  );
}
