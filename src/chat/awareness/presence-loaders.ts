import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { ownerOf, type ViewKey } from "../../people/contacts/contact-loaders.js";
import type { PresenceService } from "./presence.service.js";
import type { Presence } from "./presence.types.js";

/** Null where it is hidden. */
export const presenceOf = new LoaderToken<ViewKey, Presence | null>("presence", ownerOf);

export function visiblePresence(presence: PresenceService): Batch<ViewKey, Presence | null> {
  return async (keys) => {
    const [first] = keys;
    return first ? presence.visibleTo(first.viewerId, keys.map(ownerOf)) : [];
  };
}

/** When somebody was last connected, whoever may see it; null: nobody knows. */
export const lastSeenOf = new LoaderToken<string, Date | null>("last seen");
