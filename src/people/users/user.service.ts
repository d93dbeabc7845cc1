import { Types, type Model, type QueryFilter } from "mongoose";
import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { batchedById } from "../../platform/core/batcher.js";
import { folded, isSearchable } from "../../platform/core/search-keys.js";
import { tombstoneOf } from "./tombstone.js";
import { UserKind, type User } from "./user.model.js";

const QUERY_MIN_CHARS = 2;
const QUERY_MAX_CHARS = 60;

export interface UserSearch {
  readonly query: string;
  readonly first: number;
  /** The id that the page before ended at. */
  readonly after: string | null;
  /** Ids of those who are not to be found. */
  readonly hidden: ReadonlySet<string>;
}

export interface UserPage {
  readonly items: readonly User[];
  readonly hasNextPage: boolean;
}

/** People as others see them. */
export class UserService {
  private readonly byId;

  constructor(private readonly users: Model<User>) {
    this.byId = batchedById(users);
  }

  /** Also accounts that are not confirmed, suspended or erased. */
  async find(id: Types.ObjectId): Promise<User | null> {
    return this.byId.ask(id);
  }

  /** By the app's own id of the person. */
  async findByExternalId(externalId: string): Promise<User | null> {
    return this.users.findOne({ externalId }).lean();
  }

  /** Those that there are, in any order. */
  async findByExternalIds(externalIds: readonly string[]): Promise<User[]> {
    if (externalIds.length === 0) return [];
    return this.users.find({ externalId: { $in: [...externalIds] } }).lean();
  }

  /** NOT_FOUND for an unknown id and for an account that is not confirmed or is erased. */
  async requirePerson(id: string): Promise<User> {
    const user = await this.find(parseId(id, "user"));
    if (!user?.confirmedAt || user.deletedAt) throw notFound("user");
    return user;
  }

  /** As `requirePerson`, but an account that is erased is found as its tombstone. */
  async requireKnown(id: string): Promise<User> {
    const [user] = await this.findKnown([parseId(id, "user").toHexString()]);
    if (!user) throw notFound("user");
    return user;
  }

  /** In the order of `ids`, null where there is nobody. */
  async findMany(ids: readonly string[]): Promise<(User | null)[]> {
    const found = await this.findKnown(ids);
    return found.map((user) => (user?.deletedAt ? null : user));
  }

  /** In the order of `ids`, with tombstones of erased accounts; null where nobody ever was. */
  async findKnown(ids: readonly string[]): Promise<(User | null)[]> {
    const found = await this.users
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .lean();
    const byId = new Map(found.map((user) => [user._id.toHexString(), shown(user)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** In the order of `ids`, for what refers to people: somebody always, if need be a tombstone. */
  async findShown(ids: readonly string[]): Promise<User[]> {
    const found = await this.findKnown(ids);
    return ids.map((id, at) => found[at] ?? tombstoneOf(new Types.ObjectId(id)));
  }

  /** Those with a word in their name that begins so, by the age of their accounts. */
  async search({ query, first, after, hidden }: UserSearch): Promise<UserPage> {
    const named = nameBegins(query);
    const hiddenIds = [...hidden].map((id) => new Types.ObjectId(id));
    const found = await this.users
      .find({
        ...named,
        kind: { $ne: UserKind.BOT },
        _id: { $nin: hiddenIds, ...(after && { $gt: new Types.ObjectId(after) }) },
      })
      .sort({ _id: 1 })
      .limit(first + 1)
      .lean();
    return { items: found.slice(0, first), hasNextPage: found.length > first };
  }
}

/** Null for an account that is not confirmed. */
function shown(user: User): User | null {
  if (user.deletedAt) return tombstoneOf(user._id, user);
  return user.confirmedAt ? user : null;
}

/**
 * Whom a search by name finds; throws BAD_USER_INPUT. One key within both ends, and not two keys of
 * which each is within one of them: databases differ in what they take the latter for.
 */
export function nameBegins(query: string): Pick<QueryFilter<User>, "nameKeys"> {
  if (!query.isWellFormed() || query.length > QUERY_MAX_CHARS)
    throw badInput("query", `A search has at most ${QUERY_MAX_CHARS} characters.`, {
      limit: QUERY_MAX_CHARS,
    });
  const prefix = folded(query);
  if (!isSearchable(query, QUERY_MIN_CHARS))
    throw badInput("query", `A search has at least ${QUERY_MIN_CHARS} letters or digits.`, {
      limit: QUERY_MIN_CHARS,
    });
  return { nameKeys: { $elemMatch: { $gte: prefix, $lt: `${prefix}\uffff` } } };
}
