import type { Types } from "mongoose";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { Scope } from "../../platform/core/service.js";
import { headOf, memberViewOf } from "./log-loaders.js";
import { membershipOfNobody } from "./membership-of-nobody.js";
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
    return head && { membership: membershipOfNobody(head, service.keyId), head };
  }
  const { userId } = requireViewer(context);
  return loaders.get(memberViewOf).load({ conversationId, userId });
}
