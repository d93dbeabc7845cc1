import type { Types } from "mongoose";
import { newMember } from "../membership/join-point.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import { MessageKind, type Message } from "./message.model.js";
import { SystemEvent } from "./system-event.model.js";
import type { LogHead } from "./log-heads.js";

/** Whose membership an entry of the log makes, changes or ends. */
export function affectedBy(
  entry: Pick<Message, "kind" | "senderId" | "subjectIds" | "systemEvent">,
): Types.ObjectId[] {
  if (entry.kind !== MessageKind.SYSTEM) return [];
  const founder = entry.systemEvent === SystemEvent.CONVERSATION_CREATED ? [entry.senderId] : [];
  return [...founder, ...(entry.subjectIds ?? [])].filter((id) => id !== null);
}

/** Whether it is proven that nothing after a position of the log is about who is a member. */
export function leavesMembersAlone(
  { seq: after }: Pick<LogHead, "seq">,
  { seq, pending }: Pick<LogHead, "seq" | "pending">,
): boolean {
  const since = pending.filter((entry) => entry.seq > after);
  return since.length === seq - after && since.every((entry) => affectedBy(entry).length === 0);
}

/**
 * The row of that person after the entry. Null: nothing to write, because the row has it already.
 * Applied twice, or late, an entry does no harm: `appliedSeq` says what a row includes.
 */
export function afterEntry(
  row: Pick<Membership, "appliedSeq" | "leftAt"> | null,
  entry: Message,
  userId: Types.ObjectId,
): Partial<Membership> | null {
  if (row && row.appliedSeq >= entry.seq) return null;
  const applied = { appliedSeq: entry.seq };
  const isMember = row !== null && row.leftAt === null;
  const { systemEvent } = entry;
  switch (systemEvent) {
    case SystemEvent.CONVERSATION_CREATED: {
      const role = entry.senderId?.equals(userId) ? MemberRole.OWNER : MemberRole.MEMBER;
      return { ...newMember(entry, role), ...applied };
    }
    case SystemEvent.MEMBER_ADDED:
      // Added twice at once: joining later would hide what came in between.
      return isMember ? applied : { ...newMember(entry, MemberRole.MEMBER), ...applied };
    case SystemEvent.MEMBER_REMOVED:
    case SystemEvent.MEMBER_LEFT:
      return isMember ? { ...left(entry), ...applied } : row && applied;
    case SystemEvent.ROLE_CHANGED:
      return isMember ? { role: entry.body as MemberRole, ...applied } : row && applied;
    case SystemEvent.CONVERSATION_RENAMED:
    case undefined:
      break;
  }
  return null;
}

function left({ seq, createdRevision, createdAt }: Message): Partial<Membership> {
  return {
    leftAt: createdAt,
    leftSeq: seq,
    leftRevision: createdRevision,
    list: null,
    unread: false,
  };
}
