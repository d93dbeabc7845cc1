import type { Types } from "mongoose";
import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { externalIdOf } from "../../people/users/external-id.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { MemberRole } from "../membership/membership.model.js";

/** As a service names them: by one of two ids. */
export interface NamedMember {
  readonly userId?: string | null;
  readonly externalId?: string | null;
  readonly role?: MemberRole | null;
}

export interface WantedMember {
  readonly userId: Types.ObjectId;
  /** Null: what they are, or else a member. */
  readonly role: MemberRole | null;
}

/** In their order, found in two reads. Throws for whoever is not there, and for doubles. */
export async function findWanted(
  users: UserService,
  members: readonly NamedMember[],
  limit: number,
): Promise<WantedMember[]> {
  const field = (at: number): string => `input.members.${at}`;
  if (members.length > limit)
    throw badInput("input.members", `At most ${limit} members.`, { limit });
  const named = members.map(({ userId, externalId, role }, at) => {
    const [byId, byOwn] = [userId ?? null, externalId ?? null];
    if ((byId === null) === (byOwn === null))
      throw badInput(field(at), "Give exactly one of userId and externalId.");
    return {
      role: role ?? null,
      id: byId === null ? null : parseId(byId, "user").toHexString(),
      externalId: byOwn === null ? null : externalIdOf(byOwn, `${field(at)}.externalId`),
    };
  });
  const found = new Map<string, User>();
  const note = (key: string, user: User | null | undefined): void => {
    if (user?.confirmedAt && !user.deletedAt) found.set(key, user);
  };
  const ids = named.flatMap(({ id }) => id ?? []);
  const byId = await users.findMany(ids);
  for (const [at, id] of ids.entries()) note(`id:${id}`, byId[at]);
  for (const user of await users.findByExternalIds(named.flatMap((one) => one.externalId ?? [])))
    note(`ext:${user.externalId ?? ""}`, user);
  const wanted = named.map(({ role, id, externalId }): WantedMember => {
    const user = found.get(id === null ? `ext:${externalId ?? ""}` : `id:${id}`);
    if (!user) throw notFound("user");
    return { userId: user._id, role };
  });
  const seen = new Set<string>();
  for (const [at, { userId }] of wanted.entries()) {
    if (seen.has(userId.toHexString())) throw badInput(field(at), "They are named twice.");
    seen.add(userId.toHexString());
  }
  return wanted;
}
