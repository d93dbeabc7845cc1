import type {
  ConversationItemFragment,
  MessageItemFragment,
  OwnMembershipFragment,
  PeerFragment,
  ReceiptsSubscription,
} from "../gql/graphql.js";
import { stateTexts } from "../texts/state.js";

export type Conversation = ConversationItemFragment & {
  /** Whom a direct conversation is with. */
  readonly peer: PeerFragment | null;
};

export type Receipt = ReceiptsSubscription["receiptAdvanced"];

export function peerOf({ peer }: Conversation): PeerFragment["user"] | null {
  return peer?.user ?? null;
}

export function titleOf(conversation: Conversation): string {
  if (conversation.kind === "GROUP") return conversation.name ?? stateTexts.group;
  return peerOf(conversation)?.name ?? stateTexts.deletedAccount;
}

/** Null: not muted, or not any more. */
export function mutedUntil({ mutedUntil: until }: OwnMembershipFragment): string | null {
  return until && Date.parse(until) > Date.now() ? until : null;
}

/** Whether what comes in there is to be passed over quietly. */
export function isQuiet(membership: OwnMembershipFragment | null): boolean {
  return membership !== null && (membership.notify === "NONE" || mutedUntil(membership) !== null);
}

/** Whether it stands in the list without being looked for. */
export function isListed(membership: OwnMembershipFragment | null): boolean {
  return membership?.archived !== true && membership?.hidden !== true;
}

/** Whether something in there waits to be read, or was marked so. */
export function waits(membership: OwnMembershipFragment | null): boolean {
  return (membership?.unreadCount ?? 0) > 0 || isMarked(membership);
}

/** Marked as unread by the viewer. */
export function isMarked(membership: OwnMembershipFragment | null): boolean {
  return typeof membership?.unreadFromSeq === "number";
}

/** What a new or changed message means for the conversation that it stands in. */
export function withMessage(
  conversation: Conversation,
  message: MessageItemFragment,
  viewerId: string,
): Conversation {
  const { lastMessage, lastSeq } = conversation;
  if (message.seq <= lastSeq) {
    const isLast = lastMessage?.id === message.id && lastMessage.revision < message.revision;
    return isLast ? { ...conversation, lastMessage: message } : conversation;
  }
  const next = { ...conversation, lastSeq: message.seq, lastMessage: message };
  const { viewerMembership: before } = conversation;
  if (!before) return next;
  // What was hidden comes back with what somebody says.
  const viewerMembership = message.kind === "USER" ? { ...before, hidden: false } : before;
  if (message.sender?.id === viewerId) {
    const read = { readSeq: message.seq, unreadCount: 0, unreadMentionCount: 0 };
    return { ...next, viewerMembership: { ...viewerMembership, ...read } };
  }
  if (message.kind !== "USER") return next;
  if (message.seq <= (viewerMembership.readSeq ?? 0)) return { ...next, viewerMembership };
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
  if (!own || (seq <= from && !isMarked(own))) return conversation;
  // Whatever is read takes the mark away.
  const read = (counts: Partial<OwnMembershipFragment>): Conversation => ({
    ...conversation,
    viewerMembership: { ...own, readSeq: Math.max(from, seq), unreadFromSeq: null, ...counts },
  });
  if (seq <= from) return read({});
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

/** The first position that is not read or is marked so, where there is any. */
export function firstUnreadSeq({ viewerMembership: own }: Conversation): number | null {
  if (!own || !waits(own)) return null;
  const unread = (own.unreadCount ?? 0) > 0 ? (own.readSeq ?? 0) + 1 : Infinity;
  return Math.min(unread, own.unreadFromSeq ?? Infinity);
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

/** What is pinned stands above the rest. */
export function byPlace(a: Conversation, b: Conversation): number {
  return Number(isPinned(b)) - Number(isPinned(a)) || byActivity(a, b);
}

export function isPinned({ viewerMembership: own }: Conversation): boolean {
  return own?.pinned === true;
}

/** Newest activity first. */
function byActivity(a: Conversation, b: Conversation): number {
  return activityOf(b) - activityOf(a);
}

function activityOf({ lastMessage, createdAt }: Conversation): number {
  return Date.parse(lastMessage?.createdAt ?? createdAt);
}
