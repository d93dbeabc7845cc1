import type { Types } from "mongoose";
import { MemberRole, type Membership } from "../chat/membership/membership.model.js";
import { toId } from "../platform/core/id.js";
import type { Memberships } from "../live/realtime/memberships.js";

/** Of logs that have one reader each, whose id is that of the log. */
export const soleReaders: Memberships = {
  find: (userId, logId) => Promise.resolve(userId === logId ? readerOf(toId(userId)) : null),
  ended: () => Promise.resolve(null),
  changedSince: () => Promise.resolve([]),
  withheld: (entry) => entry,
  all: (userId) => Promise.resolve([readerOf(toId(userId))]),
  ofMany: (userIds) => Promise.resolve(userIds.map((id) => readerOf(toId(id)))),
};

/** From the beginning on, and for ever. */
function readerOf(userId: Types.ObjectId): Membership {
  const stay = { joinedSeq: 0, joinedRevision: 1, joinedAt: new Date(0), leftAt: null };
  const place = { _id: userId, userId, conversationId: userId, role: MemberRole.OWNER };
  return { ...place, ...stay, appliedSeq: 0 } as Membership;
}
