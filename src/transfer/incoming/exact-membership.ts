import { Types } from "mongoose";
import type { Membership } from "../../chat/membership/membership.model.js";
import { dateOf } from "../lines/line-dates.js";
import type { MembershipLine } from "../lines/line.types.js";
import type { AccountLines } from "./account-lines.service.js";

type Key = Pick<Membership, "conversationId" | "userId">;

/** The row of a member as another Confab had it. */
export function readMembership(
  line: MembershipLine,
  key: Key,
  accounts: AccountLines,
): Partial<Membership> {
  const { confab, metadata } = line;
  if (!confab) throw new Error("a membership without its places");
  const { id, peerId, ...places } = confab;
  return {
    _id: new Types.ObjectId(id),
    ...key,
    ...places,
    role: line.role ?? "MEMBER",
    joinedAt: dateOf(line.joinedAt) ?? new Date(),
    leftAt: dateOf(line.leftAt),
    ...(peerId && { peerId: accounts.hereOf(peerId) }),
    ...(line.notify && { notify: line.notify }),
    ...(line.mutedUntil && { mutedUntil: new Date(line.mutedUntil) }),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
  } as Partial<Membership>;
}
