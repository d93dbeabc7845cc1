import { Types } from "mongoose";
import type { PasswordService } from "../../account/passwords/password.service.js";
import { parsePhone } from "../../api/graphql/phone-number.js";
import { externalIdOf } from "../../people/users/external-id.js";
import { cleanName } from "../../people/users/name.js";
import { AuthProvider, Gender, UserKind, type User } from "../../people/users/user.model.js";
import { normaliseEmail } from "../../platform/core/email-address.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { Role } from "../../platform/core/role.js";
import { nameKeys } from "../../platform/core/search-keys.js";
import { dateOf, readDate } from "../lines/line-dates.js";
import type { UserLine } from "../lines/line.types.js";
import { idOf } from "../lines/source-id.js";
import { losing } from "./losing.js";

const MAX_URL_CHARS = 2_048;
const MAX_BIO_CHARS = 500;

export interface ReadAccount {
  readonly row: User;
  /** In E.164. */
  readonly phone: string | null;
  readonly losses: readonly string[];
}

/** What says which hashes of passwords can be checked here. */
export type KnownHashes = Pick<PasswordService, "isKnown" | "takeOver">;

/** The account that a line becomes; or why none. */
export function readAccount(
  line: UserLine,
  hashes: KnownHashes,
): ReadAccount | { readonly refused: string } {
  const { confab } = line;
  const _id = idOf("user", line.id);
  const losses: string[] = [];
  const lose = losing(losses);
  const created = readDate(line.createdAt ?? new Date().toISOString());
  if (created.loss) losses.push(created.loss);
  if (confab?.deletedAt)
    return { row: erased(_id, created.at, confab.deletedAt), phone: null, losses };
  if (line.emailConfirmed === false) return { refused: "never confirmed the address" };
  const email = line.email ? normaliseEmail(line.email) : null;
  const given = line.externalId;
  const externalId = given ? lose(() => externalIdOf(given, "externalId"), "no external id") : null;
  if (line.email && email === null) return { refused: "has no usable address" };
  if (email === null && externalId === null && confab?.kind !== UserKind.BOT)
    return { refused: "has neither an address nor an external id" };
  const fallback = (email ?? externalId ?? "").replace(/@.*/, "").slice(0, 60) || "Somebody";
  const name =
    lose(() => cleanName(line.name), "the name is no name here: another stands in its place") ??
    fallback;
  const { phone: number, metadata: data } = line;
  const phone = number ? lose(() => parsePhone(number), "the phone number is none") : null;
  const metadata = data ? lose(() => checkedMetadata(data, "metadata"), "too much metadata") : null;
  const password = passwordOf(line, hashes);
  if (password && "loss" in password) losses.push(password.loss);
  const passwordHash = password && "stored" in password ? password.stored : null;
  const avatarUrl = pictureOf(line.avatarUrl);
  const row = {
    ...{ _id, name, nameKeys: nameKeys(name), createdAt: created.at, confirmedAt: created.at },
    ...(email !== null && { email }),
    ...(externalId !== null && { externalId }),
    gender: Gender[(line.gender ?? "UNSPECIFIED") as Gender],
    role: Role[(line.role ?? "USER") as Role],
    provider: email === null ? AuthProvider.SERVICE : AuthProvider.APPLICATION,
    ...(passwordHash !== null && { passwordHash }),
    ...(avatarUrl !== null && { avatarUrl }),
    ...(line.bio && { bio: [...line.bio.toWellFormed()].slice(0, MAX_BIO_CHARS).join("") }),
    ...(metadata !== null && { metadata }),
    ...exactPart(confab),
  };
  return { row: row as unknown as User, phone, losses };
}

/** Null: there is none. */
function passwordOf(
  { password, confab }: UserLine,
  hashes: KnownHashes,
): ReturnType<KnownHashes["takeOver"]> | null {
  const own = confab?.passwordHash;
  if (own !== undefined)
    return hashes.isKnown(own)
      ? { stored: own }
      : { loss: "the password's hash is not known: it is set anew by mail" };
  return password ? hashes.takeOver(password) : null;
}

function erased(_id: Types.ObjectId, createdAt: Date, deletedAt: string): User {
  const nobody = { role: Role.USER, gender: Gender.UNSPECIFIED, name: "Deleted account" };
  const provider = AuthProvider.APPLICATION;
  return { _id, createdAt, deletedAt: dateOf(deletedAt), provider, ...nobody } as unknown as User;
}

function exactPart(confab: UserLine["confab"]): object {
  if (!confab) return {};
  const { passwordHash: _hash, avatarId, coverIds, ...rest } = confab;
  const { suspendedAt, suspendedUntil, deactivatedAt, deletedAt: _deleted, ...plain } = rest;
  const dates = Object.entries({ suspendedAt, suspendedUntil, deactivatedAt });
  return {
    ...plain,
    ...(Object.fromEntries(
      dates.flatMap(([key, at]) => (at ? [[key, dateOf(at)]] : [])),
    ) as object),
    ...(avatarId && { avatarId: new Types.ObjectId(avatarId) }),
    ...(coverIds && { coverIds: coverIds.map((id) => new Types.ObjectId(id)) }),
  };
}

function pictureOf(url: string | null | undefined): string | null {
  if (!url || url.length > MAX_URL_CHARS || !URL.canParse(url)) return null;
  return new URL(url).protocol === "https:" ? url : null;
}
