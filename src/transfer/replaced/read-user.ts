import { Types } from "mongoose";
import { FOREIGN_BCRYPT, takenOver } from "../../account/passwords/foreign-hash.js";
import { cleanName } from "../../people/users/name.js";
import { AuthProvider, Gender, type User } from "../../people/users/user.model.js";
import { AppError } from "../../platform/core/errors.js";
import { normaliseEmail } from "../../platform/core/email-address.js";
import { Role } from "../../platform/core/role.js";
import { nameKeys } from "../../platform/core/search-keys.js";
import type { OldUser } from "./replaced.types.js";

const ROLES: ReadonlyMap<unknown, Role> = new Map([
  ["admin", Role.ADMIN],
  ["superAdmin", Role.SUPER_ADMIN],
]);
const GENDERS: ReadonlyMap<unknown, Gender> = new Map([
  ["male", Gender.MALE],
  ["female", Gender.FEMALE],
]);
const MAX_URL_CHARS = 2_048;

export interface ReadUser {
  readonly row: User & { readonly email: string };
  /** What of it could not be taken as it was. */
  readonly losses: readonly string[];
}

/** The account that a user of the replaced system becomes; or why none. */
export function readUser(old: OldUser): ReadUser | { readonly refused: string } {
  const email = normaliseEmail(old.email);
  if (old.isDeleted === true) return { refused: "was deleted there" };
  if (old.confirmed !== true) return { refused: "never confirmed the address" };
  if (email === null) return { refused: "has no usable address" };
  const name = nameOf(old);
  const passwordHash = passwordOf(old);
  const createdAt = dateOf(old);
  const avatarUrl = pictureOf(old.profileImage);
  const losses = [
    ...(name === null ? ["the name is no name here: the address stands in its place"] : []),
    ...(old.password !== undefined && passwordHash === null
      ? ["the password's hash is not bcrypt: it is set anew by mail"]
      : []),
  ];
  const shown = name ?? email.replace(/@.*/, "").slice(0, 60);
  const row = {
    _id: old._id,
    ...{ name: shown, nameKeys: nameKeys(shown), email },
    ...{ createdAt, confirmedAt: createdAt },
    gender: GENDERS.get(old.gender) ?? Gender.UNSPECIFIED,
    role: ROLES.get(old.role) ?? Role.USER,
    provider: old.provider === "google" ? AuthProvider.GOOGLE : AuthProvider.APPLICATION,
    ...(passwordHash !== null && { passwordHash }),
    ...(avatarUrl !== null && { avatarUrl }),
  };
  return { row: row as ReadUser["row"], losses };
}

function nameOf({ name }: OldUser): string | null {
  try {
    return cleanName(typeof name === "string" ? name : "");
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function passwordOf({ password }: OldUser): string | null {
  return typeof password === "string" && FOREIGN_BCRYPT.test(password) ? takenOver(password) : null;
}

/** Not later than now: a date from the future would stay the newest for long. */
function dateOf({ _id, createdAt }: OldUser): Date {
  const at = createdAt instanceof Date ? createdAt : _id.getTimestamp();
  return at.getTime() > 0 && at.getTime() <= Date.now() ? at : new Date();
}

/** It stays where it is, at Cloudinary. */
function pictureOf(image: unknown): string | null {
  const url = (image as { secure_url?: unknown } | null | undefined)?.secure_url;
  if (typeof url !== "string" || url.length > MAX_URL_CHARS || !URL.canParse(url)) return null;
  return new URL(url).protocol === "https:" ? url : null;
}

/** The ids of a list that may hold anything. */
export function friendsOf({ friends }: OldUser): Types.ObjectId[] {
  const list: readonly unknown[] = Array.isArray(friends) ? friends : [];
  return list.filter((id): id is Types.ObjectId => id instanceof Types.ObjectId);
}
