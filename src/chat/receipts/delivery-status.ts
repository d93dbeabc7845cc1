import { registerEnumType } from "type-graphql";
import type { Membership } from "../membership/membership.model.js";
import { readingOf } from "../log/member-view.service.js";
import type { LogHead } from "../log/log-heads.js";
import type { Message } from "../log/message.model.js";

export enum DeliveryStatus {
  SENT = "SENT",
  DELIVERED = "DELIVERED",
  READ = "READ",
}
registerEnumType(DeliveryStatus, {
  name: "DeliveryStatus",
  description: "What all others have done whose receipts the viewer may see.",
  valuesConfig: {
    SENT: { description: "Stored; somebody has not got it yet, or nobody shows receipts." },
    DELIVERED: { description: "All have got it." },
    READ: { description: "All have read it." },
  },
});

/** Those whose receipts count for a message: members since before it, other than its sender. */
export function recipientsOf(
  { seq, senderId }: Message,
  members: readonly Membership[],
): Membership[] {
  return members.filter(
    ({ userId, joinedSeq }) => joinedSeq <= seq && !(senderId && userId.equals(senderId)),
  );
}

/** `recipients` are only those who show their receipts; with nobody it is SENT. */
export function statusOf(
  { seq }: Message,
  recipients: readonly Membership[],
  head: LogHead,
): DeliveryStatus {
  const readings = recipients.map((member) => readingOf(member, head));
  if (readings.length === 0) return DeliveryStatus.SENT;
  if (readings.every(({ readSeq }) => readSeq >= seq)) return DeliveryStatus.READ;
  if (readings.every(({ deliveredSeq }) => deliveredSeq >= seq)) return DeliveryStatus.DELIVERED;
  return DeliveryStatus.SENT;
}
