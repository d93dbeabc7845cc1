import type { Types } from "mongoose";
import { toId } from "../platform/core/id.js";
import type { Memberships, Stay } from "../live/realtime/memberships.js";

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
function readerOf(userId: Types.ObjectId): Stay {
  const stay = { firstSeq: 0, joinedSeq: 0, joinedRevision: 1, leftAt: null };
  const place = { userId, conversationId: userId };
  return { ...place, ...stay, appliedSeq: 0 };
}
