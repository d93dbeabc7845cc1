import type { DeliveryStatus, MessageItemFragment } from "../gql/graphql.js";
import { useChat, useMe } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import type { OutgoingEntry } from "../state/outgoing.js";
import type { Receipts } from "../state/receipts.js";
import { Icon, type IconName } from "../ui/icon.js";
import type { ConversationFacts } from "./conversation-facts.js";
import { messagesTexts } from "../texts/messages.js";

interface MessageStatusProps {
  readonly message: MessageItemFragment;
  readonly facts: ConversationFacts;
  readonly outgoing: OutgoingEntry | null;
}

const LOOKS: Record<DeliveryStatus | "WAITING" | "FAILED", readonly [IconName, string]> = {
  WAITING: ["clock", messagesTexts.waitingToBeSent],
  FAILED: ["warning", messagesTexts.notSent2],
  SENT: ["check", messagesTexts.sent],
  DELIVERED: ["checks", messagesTexts.delivered],
  READ: ["checks", messagesTexts.read],
};

export function MessageStatus({ message, facts, outgoing }: MessageStatusProps) {
  const me = useMe();
  const { timelines } = useChat();
  const receipts = useObservable(timelines.receipts, (all) => all.get(facts.id));
  const known = statusOf(message, facts, receipts, me.user.id);
  const status = outgoing ? (outgoing.state === "failed" ? "FAILED" : "WAITING") : known;
  const [icon, label] = LOOKS[status];
  return (
    <span className="message-status" data-status={status} title={label}>
      <Icon name={icon} size={15} />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

/** What the query said, or more where receipts have come in since. */
function statusOf(
  { seq, status }: MessageItemFragment,
  { peer, memberCount }: ConversationFacts,
  receipts: Receipts | undefined,
  viewerId: string,
): DeliveryStatus {
  const positions = new Map<string, { readSeq: number; deliveredSeq: number }>();
  if (peer) {
    const { user, readSeq, deliveredSeq } = peer;
    positions.set(user.id, { readSeq: readSeq ?? 0, deliveredSeq: deliveredSeq ?? 0 });
  }
  for (const [userId, position] of receipts ?? []) positions.set(userId, position);
  positions.delete(viewerId);
  if (positions.size === 0 || positions.size < memberCount - 1) return status;
  const others = [...positions.values()];
  if (status === "READ" || others.every(({ readSeq }) => readSeq >= seq)) return "READ";
  if (status === "DELIVERED" || others.every(({ deliveredSeq }) => deliveredSeq >= seq)) {
    return "DELIVERED";
  }
  return "SENT";
}
