import type { Types } from "mongoose";
import type { Visibility } from "./visibility.js";
import { type User } from "../users/user.model.js";
import { Audience, DEFAULT_SETTINGS } from "../users/settings.model.js";
import type { UserService } from "../users/user.service.js";
import type { Contact } from "./contact.js";
import type { ContactService } from "./contact.service.js";
import { pairOf } from "./contact.model.js";

type AudienceSetting = "readReceipts" | "lastSeen" | "groupInvites";

/** What the conversations ask of the people in them. */
export function createVisibility(contacts: ContactService, users: UserService): Visibility {
  const contactsWith = (
    userId: Types.ObjectId,
    otherIds: readonly Types.ObjectId[],
  ): Promise<Contact[]> => contacts.contactsOf(otherIds.map((id) => pairOf(userId, id)));
  const visible =
    (setting: AudienceSetting): Visibility["presenceVisible"] =>
    async (viewerId, ownerIds) => {
      const [between, owners] = await Promise.all([
        contactsWith(viewerId, ownerIds),
        users.findMany(ownerIds.map((id) => id.toHexString())),
      ]);
      return inHex(ownerIds.filter((_, at) => isShown(owners[at], between[at], setting)));
    };
  return {
    blocked: async (userId, otherIds) => {
      const between = await contactsWith(userId, otherIds);
      return inHex(otherIds.filter((_, at) => (between[at]?.blockedBy.length ?? 0) > 0));
    },
    shutOut: async (userId, otherIds) => {
      const between = await contactsWith(userId, otherIds);
      return inHex(otherIds.filter((id, at) => between[at]?.blockedBy.includes(id.toHexString())));
    },
    receiptsVisible: visible("readReceipts"),
    presenceVisible: visible("lastSeen"),
    groupsWelcome: visible("groupInvites"),
  };
}

function isShown(
  owner: User | null | undefined,
  contact: Contact | undefined,
  setting: AudienceSetting,
): boolean {
  if (!owner || (contact && contact.blockedBy.length > 0)) return false;
  switch (owner.settings?.[setting] ?? DEFAULT_SETTINGS[setting]) {
    case Audience.EVERYONE:
      return true;
    case Audience.CONTACTS:
      return Boolean(contact?.since);
    case Audience.NOBODY:
      return false;
  }
}

function inHex(ids: readonly Types.ObjectId[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.toHexString()));
}
