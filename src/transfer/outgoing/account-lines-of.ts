import type { ContactRecord } from "../../people/contacts/contact.model.js";
import type { User } from "../../people/users/user.model.js";
import { readMetadata } from "../../platform/core/metadata.js";
import type { ContactLine, UserLine } from "../lines/line.types.js";
import { given, iso } from "./given.js";

/** What is said of somebody to others. */
export function shownUser({ _id, name }: Pick<User, "_id" | "name">): UserLine {
  return { type: "user", id: _id.toHexString(), name };
}

/** `withSecrets`: with what lets somebody in elsewhere as here. */
export function userLine(row: User, phone: string | null, withSecrets: boolean): UserLine {
  const { email, externalId, bio, avatarUrl, gender, role, createdAt, settings } = row;
  const { avatarId, coverIds, metadata, metadataRevision, kind, provider } = row;
  return {
    ...shownUser(row),
    ...given({ email, externalId, bio, avatarUrl, phone, gender, role }),
    createdAt: createdAt.toISOString(),
    ...(metadata && { metadata: readMetadata(metadata) }),
    confab: given({
      ...{ provider, kind, settings, metadataRevision },
      avatarId: avatarId?.toHexString(),
      coverIds: coverIds?.map((id) => id.toHexString()),
      ...(withSecrets && { passwordHash: row.passwordHash, googleKey: row.googleKey }),
      suspendedAt: iso(row.suspendedAt),
      suspendedUntil: iso(row.suspendedUntil),
      deactivatedAt: iso(row.deactivatedAt),
      deletedAt: iso(row.deletedAt),
    }),
  };
}

export function contactLine(row: ContactRecord): ContactLine {
  const [one, other] = row.userIds.map((id) => id.toHexString());
  return {
    type: "contact",
    users: [one ?? "", other ?? ""],
    ...given({ since: iso(row.since) }),
    confab: {
      requestedBy: row.requestedBy?.toHexString() ?? null,
      blockedBy: row.blockedBy.map((id) => id.toHexString()),
    },
  };
}
