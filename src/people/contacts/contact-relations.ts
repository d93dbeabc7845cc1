import type { Types } from "mongoose";
import type { Relations } from "./relations.js";
import { Audience, DEFAULT_SETTINGS, type User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";
import type { Bond } from "./bond.js";
import type { ContactService } from "./contact.service.js";
import { pairOf } from "./relation.model.js";

/** What the conversations ask of the people in them. */
export function createRelations(contacts: ContactService, users: UserService): Relations {
  const bonds = (userId: Types.ObjectId, otherIds: readonly Types.ObjectId[]): Promise<Bond[]> =>
    contacts.bonds(otherIds.map((id) => pairOf(userId, id)));
  const visible =
    (setting: "readReceipts" | "lastSeen"): Relations["presenceVisible"] =>
    async (viewerId, ownerIds) => {
      const [between, owners] = await Promise.all([
        bonds(viewerId, ownerIds),
        users.findMany(ownerIds.map((id) => id.toHexString())),
      ]);
      return inHex(ownerIds.filter((_, at) => isShown(owners[at], between[at], setting)));
    };
  return {
    blocked: async (userId, otherIds) => {
      const between = await bonds(userId, otherIds);
      return inHex(otherIds.filter((_, at) => (between[at]?.blockedBy.length ?? 0) > 0));
    },
    receiptsVisible: visible("readReceipts"),
    presenceVisible: visible("lastSeen"),
  };
}

function isShown(
  owner: User | null | undefined,
  bond: Bond | undefined,
  setting: "readReceipts" | "lastSeen",
): boolean {
  if (!owner || (bond && bond.blockedBy.length > 0)) return false;
  switch (owner.settings?.[setting] ?? DEFAULT_SETTINGS[setting]) {
    case Audience.EVERYONE:
      return true;
    case Audience.CONTACTS:
      return Boolean(bond?.since);
    case Audience.NOBODY:
      return false;
  }
}

function inHex(ids: readonly Types.ObjectId[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.toHexString()));
}
