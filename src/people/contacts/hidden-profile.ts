import type { Context } from "../../api/graphql/context.js";
import type { User } from "../users/user.model.js";
import { STRANGERS, type Contact } from "./contact.js";
import { pairOf } from "./contact.model.js";
import { contactOfPair } from "./contact-loaders.js";

/**
 * Whether a block stands between the viewer and that person: then the profile is not shown. A field
 * that asks this depends on blocks.
 */
export async function isHidden(user: User, context: Context): Promise<boolean> {
  return (await contactWith(user, context)).blockedBy.length > 0;
}

export async function contactWith(user: User, { viewer, loaders }: Context): Promise<Contact> {
  if (!viewer || viewer.userId.equals(user._id)) return STRANGERS;
  return loaders.get(contactOfPair).load(pairOf(viewer.userId, user._id));
}
