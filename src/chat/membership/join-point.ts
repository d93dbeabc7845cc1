import type { Types } from "mongoose";
import { activityKey, type MemberRole, type Membership } from "./membership.model.js";

/** The point of the log at which somebody comes in. */
export interface JoinPoint {
  readonly conversationId: Types.ObjectId;
  readonly seq: number;
  readonly createdRevision: number;
  readonly ordinal: number;
  readonly createdAt: Date;
}

/** A new member starts with nothing unread and reads from the entry that added them. */
export function newMember(joinPoint: JoinPoint, role: MemberRole): Partial<Membership> {
  const { conversationId, seq, createdRevision, ordinal, createdAt } = joinPoint;
  return {
    role,
    joinedAt: createdAt,
    joinedSeq: seq,
    joinedRevision: createdRevision,
    leftAt: null,
    readSeq: seq - 1,
    readOrdinal: ordinal,
    deliveredSeq: seq - 1,
    headOrdinal: ordinal,
    standingOrdinal: ordinal,
    standingRevision: createdRevision,
    goneOrdinal: 0,
    unread: false,
    list: "ACTIVE",
    activity: activityKey(createdAt, conversationId),
  };
}
