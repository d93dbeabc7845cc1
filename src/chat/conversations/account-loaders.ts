import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { MembershipService } from "../membership/membership.service.js";

/** In how many conversations somebody is. */
export const conversationCountOf = new LoaderToken<string, number>("conversation count");

export function conversationCounts(memberships: MembershipService): Batch<string, number> {
  return async (userIds) => {
    const counts = await memberships.countsOfUsers(userIds.map(toId));
    return userIds.map((id) => counts.get(id) ?? 0);
  };
}
