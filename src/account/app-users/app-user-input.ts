import { badInput } from "../../platform/core/errors.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { nameKeys } from "../../platform/core/search-keys.js";
import { externalIdOf } from "../../people/users/external-id.js";
import { cleanName } from "../../people/users/name.js";
import type { User, UserKind } from "../../people/users/user.model.js";

const MAX_USERS = 100;
const URL_MAX_CHARS = 2_048;

/** As an app says it. Absent: as it is; null: taken away. */
export interface AppUser {
  readonly externalId: string;
  readonly name: string;
  readonly kind?: UserKind | null;
  readonly email?: string | null;
  readonly avatarUrl?: string | null;
  readonly metadata?: JsonObject | null;
}

/** What of an account is the app's. */
export type AppProfile = Partial<Pick<User, "name" | "nameKeys">> & {
  readonly email?: string | null;
  readonly avatarUrl?: string | null;
};

export interface CheckedUser {
  readonly externalId: string;
  /** Where it stood in the list. */
  readonly field: string;
  readonly profile: AppProfile;
  /** Null: a person, or what the account is. */
  readonly kind: UserKind | null;
  /** A patch; null: none is to be left. */
  readonly metadata: JsonObject | null | undefined;
}

/** Throws for the first that is wrong, before any of them is written. */
export function checkUsers(users: readonly AppUser[]): CheckedUser[] {
  if (users.length === 0 || users.length > MAX_USERS)
    throw badInput("users", `1 to ${MAX_USERS} users at a time.`, { limit: MAX_USERS });
  const checked = users.map((user, at) => check(user, `users.${at}`));
  const seen = new Set<string>();
  for (const { externalId, field } of checked) {
    if (seen.has(externalId))
      throw badInput(`${field}.externalId`, "That external id stands there twice.");
    seen.add(externalId);
  }
  return checked;
}

function check(user: AppUser, field: string): CheckedUser {
  const { externalId, name: given, kind = null, email, avatarUrl, metadata } = user;
  const name = cleanName(given, `${field}.name`);
  if (metadata) checkedMetadata(metadata, `${field}.metadata`);
  return {
    externalId: externalIdOf(externalId, `${field}.externalId`),
    field,
    kind,
    metadata,
    profile: {
      ...{ name, nameKeys: nameKeys(name) },
      ...(email !== undefined && { email }),
      ...(avatarUrl !== undefined && { avatarUrl: checkUrl(avatarUrl, `${field}.avatarUrl`) }),
    },
  };
}

function checkUrl(given: string | null, field: string): string | null {
  if (given === null) return null;
  const url = given.isWellFormed() && URL.canParse(given) ? new URL(given) : null;
  const isShown = url?.protocol === "https:" && url.username === "" && url.password === "";
  if (!url || !isShown || url.href.length > URL_MAX_CHARS)
    throw badInput(field, `An address with https, of at most ${URL_MAX_CHARS} characters.`, {
      limit: URL_MAX_CHARS,
    });
  return url.href;
}
