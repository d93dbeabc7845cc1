import type { Types } from "mongoose";
import { newMember } from "../membership/join-point.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";

/** Of a service, which is no member: that of an owner who was there first. It is stored nowhere. */
export function membershipOfNobody(
  { conversationId, createdAt }: Pick<Membership, "conversationId"> & { readonly createdAt: Date },
  userId: Types.ObjectId,
): Membership {
  const start = { conversationId, seq: 1, createdRevision: 1, ordinal: 0, createdAt };
  const row = newMember(start, MemberRole.OWNER);
  return { ...row, _id: userId, conversationId, userId, appliedSeq: 0 } as Membership;
}
