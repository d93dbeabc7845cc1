import type {
  ConversationItemFragment,
  MessageItemFragment,
  OwnMembershipFragment,
  PeerFragment,
  ReceiptsSubscription,
} from "../gql/graphql.js";

export type Conversation = ConversationItemFragment & {
  /** The first two: enough to know whom a direct conversation is with. */
  readonly members: { readonly nodes: readonly PeerFragment[] };
};

export type Receipt = ReceiptsSubscription["receiptAdvanced"];

export function peerOf(conversation: Conversation, viewerId: string): PeerFragment["user"] | null {
  if (conversation.kind !== "DIRECT") return null;
  return conversation.members.nodes.find(({ user }) => user.id !== viewerId)?.user ?? null;
}

export function titleOf(conversation: Conversation, viewerId: string): string {
  if (conversation.kind === "GROUP") return conversation.name ?? "Group";
  return peerOf(conversation, viewerId)?.name ?? "Deleted account";
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

/** Positions never go back. */
export function withReceipt(conversation: Conversation, receipt: Receipt): Conversation {
  const nodes = conversation.members.nodes.map((member) =>
    member.user.id === receipt.userId
      ? {
          ...member,
          readSeq: Math.max(member.readSeq ?? 0, receipt.readSeq),
          deliveredSeq: Math.max(member.deliveredSeq ?? 0, receipt.deliveredSeq),
        }
      : member,
  );
  return { ...conversation, members: { nodes } };
}

/** Newest activity first. */
export function byActivity(a: Conversation, b: Conversation): number {
  return activityOf(b) - activityOf(a);
}

function activityOf({ lastMessage, createdAt }: Conversation): number {
  return Date.parse(lastMessage?.createdAt ?? createdAt);
}
