import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { Conversation } from "./conversation.model.js";
import type { Membership } from "./membership.model.js";
import type { MembershipService } from "./membership.service.js";

export const conversationById = new LoaderToken<string, Conversation | null>("conversation by id");

/** The members of a conversation, longest first. */
export const membersOf = new LoaderToken<string, readonly Membership[]>("members");

export function membersByConversation(
  memberships: MembershipService,
): Batch<string, readonly Membership[]> {
  return async (ids) => {
    const found = await memberships.ofConversations(ids.map(toId));
    return ids.map((id) => found.filter((row) => row.conversationId.toHexString() === id));
  };
}
