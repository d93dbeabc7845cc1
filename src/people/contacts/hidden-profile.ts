import type { Context } from "../../api/graphql/context.js";
import type { User } from "../users/user.model.js";
import { STRANGERS, type Bond } from "./bond.js";
import { pairOf } from "./relation.model.js";
import { bondOfPair } from "./contact-loaders.js";

/**
 * Whether a block stands between the viewer and that person: then the profile is not shown. A field
 * that asks this depends on blocks.
 */
export async function isHidden(user: User, context: Context): Promise<boolean> {
  return (await bondWith(user, context)).blockedBy.length > 0;
}

export async function bondWith(user: User, { viewer, loaders }: Context): Promise<Bond> {
  if (!viewer || viewer.userId.equals(user._id)) return STRANGERS;
  return loaders.get(bondOfPair).load(pairOf(viewer.userId, user._id));
}
