import type { Types } from "mongoose";
import { OwnThing, type OwnChange } from "../viewer-log/viewer-entry.model.js";
import { stateFor, type Contact } from "./contact.js";

/** Only of what the person can see: that a stranger blocks is no change to the blocked one. */
export function isSeenBy(userId: string, before: Contact, after: Contact): boolean {
  const blocks = (contact: Contact): boolean => contact.blockedBy.includes(userId);
  return stateFor(before, userId) !== stateFor(after, userId) || blocks(before) !== blocks(after);
}

/** For the logs of the two. */
export function seenChanges(
  [one, other]: readonly [Types.ObjectId, Types.ObjectId],
  before: Contact,
  after: Contact,
): OwnChange[] {
  return [
    { userId: one, thing: OwnThing.CONTACT, entityId: other },
    { userId: other, thing: OwnThing.CONTACT, entityId: one },
  ].filter(({ userId }) => isSeenBy(userId.toHexString(), before, after));
}
