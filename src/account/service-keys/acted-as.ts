import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { Role } from "../../platform/core/role.js";
import { externalIdOf } from "../../people/users/external-id.js";
import type { User } from "../../people/users/user.model.js";
import { refuseSuspended } from "../sessions/suspension.js";
import type { UserService } from "../../people/users/user.service.js";

const EXTERNAL = "ext:";
/** Of an external id, each byte written as %XX. */
const MAX_CHARS = 800;

/** Whom `Act-As` names: by id, or by `ext:` and the app's own id, written as in URLs. */
export async function findActedAs(users: UserService, given: string): Promise<User> {
  if (given.length > MAX_CHARS) throw notFound("user");
  const user = given.startsWith(EXTERNAL)
    ? await users.findByExternalId(externalIdOf(decoded(given.slice(EXTERNAL.length)), "Act-As"))
    : await users.find(parseId(given, "user"));
  return requireActable(user);
}

/** Whom a service may act for now. */
export function requireActable(user: User | null): User {
  const found = requireOrdinary(user);
  refuseSuspended(found);
  return found;
}

/** Administrators are not told from people who are not there. */
export function requireOrdinary(user: User | null): User {
  if (!user?.confirmedAt || user.deletedAt || user.role !== Role.USER) throw notFound("user");
  return user;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badInput("Act-As", "An external id is written as in URLs: encode it.");
  }
}
