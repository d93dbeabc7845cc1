import type { Types } from "mongoose";
import { LoaderToken, type Batch, type Loaders } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { Conversation } from "./conversation.model.js";
import type { Membership } from "./membership.model.js";

export const conversationById = new LoaderToken<string, Conversation | null>("conversation by id");

/** The members of a conversation, longest first. */
export const membersOf = new LoaderToken<string, readonly Membership[]>("members");

export function membersByConversation(
  members: (ids: readonly Types.ObjectId[], loaders: Loaders) => Promise<Membership[]>,
): Batch<string, readonly Membership[]> {
  return async (ids, loaders) => {
    const found = await members(ids.map(toId), loaders);
    return ids.map((id) => found.filter((row) => row.conversationId.toHexString() === id));
  };
}

/** How many members a conversation has. */
export const memberCountOf = new LoaderToken<string, number>("member count");

export function countsByConversation(
  counts: (
    ids: readonly Types.ObjectId[],
    loaders: Loaders,
  ) => Promise<ReadonlyMap<string, number>>,
): Batch<string, number> {
  return async (ids, loaders) => {
    const found = await counts(ids.map(toId), loaders);
    return ids.map((id) => found.get(id) ?? 0);
  };
}
