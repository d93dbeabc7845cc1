import type {
  ConversationItemFragment,
  MessageItemFragment,
  OwnMembershipFragment,
  PeerFragment,
  ReceiptsSubscription,
} from "../gql/graphql.js";

export type Conversation = ConversationItemFragment & {
  /** Whom a direct conversation is with. */
  readonly peer: PeerFragment | null;
};

export type Receipt = ReceiptsSubscription["receiptAdvanced"];

export function peerOf({ peer }: Conversation): PeerFragment["user"] | null {
  return peer?.user ?? null;
}

export function titleOf(conversation: Conversation): string {
  if (conversation.kind === "GROUP") return conversation.name ?? "Group";
  return peerOf(conversation)?.name ?? "Deleted account";
}

/** Null: not muted, or not any more. */
export function mutedUntil({ mutedUntil: until }: OwnMembershipFragment): string | null {
  return until && Date.parse(until) > Date.now() ? until : null;
}

/** Whether what comes in there is to be passed over quietly. */
export function isQuiet(membership: OwnMembershipFragment | null): boolean {
  return membership !== null && (membership.notify === "NONE" || mutedUntil(membership) !== null);
}

/** What a new or changed message means for the conversation that it stands in. */
export function withMessage(
  conversation: Conversation,
  message: MessageItemFragment,
  viewerId: string,
): Conversation {
  const { lastMessage, lastSeq, viewerMembership } = conversation;
  if (message.seq <= lastSeq) {
    const isLast = lastMessage?.id === message.id && lastMessage.revision < message.revision;
    return isLast ? { ...conversation, lastMessage: message } : conversation;
  }
  const next = { ...conversation, lastSeq: message.seq, lastMessage: message };
  if (!viewerMembership) return next;
  if (message.sender?.id === viewerId) {
    const read = { readSeq: message.seq, unreadCount: 0, unreadMentionCount: 0 };
    return { ...next, viewerMembership: { ...viewerMembership, ...read } };
  }
  if (message.kind !== "USER" || message.seq <= (viewerMembership.readSeq ?? 0)) return next;
  const mentioned = message.mentions.some(({ id }) => id === viewerId) ? 1 : 0;
  return {
    ...next,
    viewerMembership: {
      ...viewerMembership,
      unreadCount: (viewerMembership.unreadCount ?? 0) + 1,
      unreadMentionCount: (viewerMembership.unreadMentionCount ?? 0) + mentioned,
    },
  };
}

/** Read up to that position. `messages` tell how many that were, where they reach back far enough. */
export function withRead(
  conversation: Conversation,
  seq: number,
  messages: readonly MessageItemFragment[],
  viewerId: string,
): Conversation {
  const { lastSeq, viewerMembership: own } = conversation;
  const from = own?.readSeq ?? 0;
  if (!own || seq <= from) return conversation;
  const read = (counts: Partial<OwnMembershipFragment>): Conversation => ({
    ...conversation,
    viewerMembership: { ...own, readSeq: seq, ...counts },
  });
  if (seq >= lastSeq) return read({ unreadCount: 0, unreadMentionCount: 0 });
  if ((messages[0]?.seq ?? Infinity) > from + 1) return read({});
  const passed = messages.filter(
    (m) => m.seq > from && m.seq <= seq && m.kind === "USER" && m.sender?.id !== viewerId,
  );
  const mentions = passed.filter((m) => m.mentions.some(({ id }) => id === viewerId));
  return read({
    unreadCount: Math.max(0, (own.unreadCount ?? 0) - passed.length),
    unreadMentionCount: Math.max(0, (own.unreadMentionCount ?? 0) - mentions.length),
  });
}

/** The first position that is not read, where there is any. */
export function firstUnreadSeq({ viewerMembership: own }: Conversation): number | null {
  return own && (own.unreadCount ?? 0) > 0 ? (own.readSeq ?? 0) + 1 : null;
}

/** Positions never go back. */
export function withReceipt(conversation: Conversation, receipt: Receipt): Conversation {
  const { peer } = conversation;
  if (peer?.user.id !== receipt.userId) return conversation;
  return {
    ...conversation,
    peer: {
      ...peer,
      readSeq: Math.max(peer.readSeq ?? 0, receipt.readSeq),
      deliveredSeq: Math.max(peer.deliveredSeq ?? 0, receipt.deliveredSeq),
    },
  };
}

/** Newest activity first. */
export function byActivity(a: Conversation, b: Conversation): number {
  return activityOf(b) - activityOf(a);
}

function activityOf({ lastMessage, createdAt }: Conversation): number {
  return Date.parse(lastMessage?.createdAt ?? createdAt);
}
