import { Types, type Model, type QueryFilter } from "mongoose";
import type { Role } from "../../platform/core/role.js";
import { externalIdOf } from "../../people/users/external-id.js";
import { tombstoneOf } from "../../people/users/tombstone.js";
import { isSuspended, type User } from "../../people/users/user.model.js";
import { nameBegins } from "../../people/users/user.service.js";
import { AccountState, type AccountEntry } from "./account-entry.types.js";

/** An account must match all that is given. */
export interface AccountSearch {
  readonly query: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
  readonly state: AccountState | null;
  readonly role: Role | null;
  readonly first: number;
  /** The id that the page before ended at. */
  readonly after: string | null;
}

type Filter = QueryFilter<User>;

/** Accounts, for administrators and services: the oldest first. */
export class AccountsService {
  constructor(private readonly rows: Model<User>) {}

  async search(
    search: AccountSearch,
  ): Promise<{ readonly items: AccountEntry[]; readonly hasNextPage: boolean }> {
    const { first } = search;
    const found = await this.rows
      .find({ $and: conditionsOf(search, new Date()) })
      .sort({ _id: 1 })
      .limit(first + 1)
      .lean();
    return { items: found.slice(0, first).map(entryOf), hasNextPage: found.length > first };
  }
}

function conditionsOf(search: AccountSearch, now: Date): Filter[] {
  const { query, email, externalId, state, role, after } = search;
  return [
    // Sign-ups of earlier versions are no accounts.
    { $or: [{ confirmedAt: { $ne: null } }, { deletedAt: { $ne: null } }] },
    ...(after === null ? [] : [{ _id: { $gt: new Types.ObjectId(after) } }]),
    ...(email === null ? [] : [{ email }]),
    ...(externalId === null ? [] : [{ externalId: externalIdOf(externalId, "externalId") }]),
    ...(role === null ? [] : [{ role }]),
    ...(query === null ? [] : [nameBegins(query)]),
    ...(state === null ? [] : inState(state, now)),
  ];
}

function inState(state: AccountState, now: Date): Filter[] {
  const there = { deletedAt: null };
  switch (state) {
    case AccountState.ERASED:
      return [{ deletedAt: { $ne: null } }];
    case AccountState.DEACTIVATED:
      return [{ ...there, deactivatedAt: { $ne: null } }];
    case AccountState.SUSPENDED:
      return [
        { ...there, deactivatedAt: null, suspendedAt: { $ne: null } },
        { $or: [{ suspendedUntil: null }, { suspendedUntil: { $gt: now } }] },
      ];
    case AccountState.ACTIVE:
      return [
        { ...there, deactivatedAt: null },
        { $or: [{ suspendedAt: null }, { suspendedUntil: { $lte: now } }] },
      ];
  }
}

function entryOf(user: User): AccountEntry {
  const { _id, email, role, createdAt, suspendedUntil, deletedAt } = user;
  const state = stateOf(user);
  return {
    ...{ _id, role, state },
    user: deletedAt ? tombstoneOf(_id, user) : user,
    email: deletedAt ? null : (email ?? null),
    suspendedUntil: state === AccountState.SUSPENDED ? (suspendedUntil ?? null) : null,
    createdAt: createdAt ?? _id.getTimestamp(),
  };
}

function stateOf(user: User): AccountState {
  if (user.deletedAt) return AccountState.ERASED;
  if (user.deactivatedAt) return AccountState.DEACTIVATED;
  return isSuspended(user) ? AccountState.SUSPENDED : AccountState.ACTIVE;
}
