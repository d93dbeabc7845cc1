import type { Types } from "mongoose";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { Scope } from "../../platform/core/service.js";
import { newMember } from "../membership/join-point.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import { headOf, memberViewOf } from "./log-loaders.js";
import type { LogHead } from "./log-heads.js";
import type { MemberView } from "./member-view.service.js";

/**
 * What whoever asks may read of a conversation: what a member may, or all of it for a service that
 * reads conversations. Null: nothing.
 */
export async function viewFor(
  conversationId: Types.ObjectId,
  context: Context,
): Promise<MemberView | null> {
  const { service, loaders } = context;
  if (service && !context.viewer) {
    if (!service.scopes.includes(Scope.CONVERSATIONS_READ)) return null;
    const head = await loaders.get(headOf).load(conversationId.toHexString());
    return head && { membership: fromTheBeginning(head, service.keyId), head };
  }
  const { userId } = requireViewer(context);
  return loaders.get(memberViewOf).load({ conversationId, userId });
}

/** Of nobody: as far as reading goes, that of an owner who was there first. */
function fromTheBeginning(
  { conversationId, createdAt }: LogHead,
  userId: Types.ObjectId,
): Membership {
  const start = { conversationId, seq: 1, createdRevision: 1, ordinal: 0, createdAt };
  const row = newMember(start, MemberRole.OWNER);
  return { ...row, _id: userId, conversationId, userId, appliedSeq: 0 } as Membership;
}
