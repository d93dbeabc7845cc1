import { patchedMetadata } from "../../platform/core/metadata.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";
import type { AppProfile, CheckedUser } from "./app-user-input.js";

/** What is to be another than it was. */
export interface ChangedUser extends CheckedUser {
  /** As it was read. */
  readonly user: User;
}

export function differs(user: User, one: CheckedUser): boolean {
  const { name, email, avatarUrl } = one.profile;
  const isOther = (given: string | null | undefined, has: string | null | undefined): boolean =>
    given !== undefined && (given ?? null) !== (has ?? null);
  return (
    isOther(name, user.name) ||
    isOther(email, user.email) ||
    isOther(avatarUrl, user.avatarUrl) ||
    (one.metadata !== undefined && isOther(metadataAfter(user, one), user.metadata))
  );
}

export function filterOf({ externalId, metadata, user }: ChangedUser): object {
  return {
    ...{ externalId, role: Role.USER, deletedAt: null },
    // A patch is of what was read: where somebody was faster it misses, and is made again.
    ...(metadata !== undefined && { metadataRevision: user.metadataRevision ?? null }),
  };
}

export function updateOf(one: ChangedUser): object {
  const { profile, metadata, user } = one;
  const gone = absent(profile);
  const after = metadataAfter(user, one);
  const isOther = metadata !== undefined && after !== (user.metadata ?? null);
  return {
    $set: {
      ...present(profile),
      ...(isOther && { metadata: after, metadataRevision: (user.metadataRevision ?? 0) + 1 }),
    },
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) }),
  };
}

/** `user` is null for one who is made now. */
export function metadataAfter(user: User | null, { metadata, field }: CheckedUser): string | null {
  return metadata ? patchedMetadata(user?.metadata, metadata, `${field}.metadata`) : null;
}

/** What of a profile has a value. */
export function present(profile: AppProfile): object {
  const given = Object.entries(profile).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(given);
}

function absent(profile: AppProfile): string[] {
  return Object.entries(profile).flatMap(([name, value]) => (value === null ? [name] : []));
}
