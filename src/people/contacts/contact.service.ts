import { Types, type Model, type QueryFilter } from "mongoose";
import { badInput, isDuplicateKey } from "../../platform/core/errors.js";
import { Joined } from "../../platform/core/joined.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";
import { ContactState, stateFor, STRANGERS, type Act, type Bond } from "./bond.js";
import { pairOf, type Relation } from "./relation.model.js";

const MAX_RACES = 20;

export interface ContactDependencies {
  readonly relations: Model<Relation>;
  readonly users: UserService;
  readonly publish: (hint: Hint) => void;
  /** A request was made that the other person may know of. */
  readonly onRequest: (fromId: Types.ObjectId, to: User) => Promise<void>;
}

export interface RelationPage {
  readonly items: readonly Relation[];
  readonly hasNextPage: boolean;
}

/** Contacts by request and consent, and blocks. What an act does to a bond is in bond.ts. */
export class ContactService {
  private readonly withBlocks = new Joined((ids: readonly Types.ObjectId[]) => this.apart(ids));

  constructor(private readonly deps: ContactDependencies) {}

  /** Whether either of the two has blocked the other. */
  async isBlocked(a: Types.ObjectId, b: Types.ObjectId): Promise<boolean> {
    const [bond] = await this.bonds([pairOf(a, b)]);
    return (bond?.blockedBy.length ?? 0) > 0;
  }

  /** By `pairOf`, in the order of `pairs`; strangers where nothing is stored. */
  async bonds(pairs: readonly string[]): Promise<Bond[]> {
    const found = await this.deps.relations.find({ pair: { $in: pairs } }).lean();
    const byPair = new Map(found.map((relation) => [relation.pair, bondOf(relation)]));
    return pairs.map((pair) => byPair.get(pair) ?? STRANGERS);
  }

  /**
   * Lets `act` change what stands between the two, and tells both. Returns the other person. What
   * only takes back or shuts out (`even: "erased"`) is also done to an account that is no more.
   */
  async act(userId: Types.ObjectId, otherId: string, act: Act, even?: "erased"): Promise<User> {
    const { users } = this.deps;
    const other = await (even ? users.requireKnown(otherId) : users.requirePerson(otherId));
    if (other._id.equals(userId)) throw badInput("userId", "That is yourself.");
    const pair = pairOf(userId, other._id);
    for (let races = 0; races < MAX_RACES; races += 1) {
      const stored = await this.deps.relations.findOne({ pair }).lean();
      const bond = stored ? bondOf(stored) : STRANGERS;
      const next = act(bond, userId.toHexString(), new Date());
      if (next === bond) return other;
      if (!(await this.store(pair, [userId, other._id], stored, next))) continue;
      this.tell([userId, other._id], bond, next);
      this.tell([other._id, userId], bond, next);
      if (bond.blockedBy.length !== next.blockedBy.length)
        for (const id of [userId, other._id])
          this.deps.publish({ kind: "blocks", userId: id.toHexString() });
      const isNew = next.requestedBy === userId.toHexString() && !bond.requestedBy && !next.since;
      if (isNew && next.blockedBy.length === 0) await this.deps.onRequest(userId, other);
      return other;
    }
    throw new Error("too many changes of one relation at once");
  }

  /** Oldest first; `after` is the id of the last relation seen. */
  async list(
    userId: Types.ObjectId,
    which: ContactState | "BLOCKED",
    page: { readonly first: number; readonly after: string | null },
  ): Promise<RelationPage> {
    const found = await this.deps.relations
      .find({
        userIds: userId,
        ...(page.after && { _id: { $gt: new Types.ObjectId(page.after) } }),
        ...filterFor(which, userId),
      })
      .sort({ _id: 1 })
      .limit(page.first + 1)
      .lean();
    return { items: found.slice(0, page.first), hasNextPage: found.length > page.first };
  }

  /** Everybody whom a block stands between this person and, whoever made it. */
  async blockedWith(userId: Types.ObjectId): Promise<Set<string>> {
    const found = await this.deps.relations.find({ apart: userId }).lean();
    return new Set(found.map((relation) => otherThan(relation, userId).toHexString()));
  }

  /** Whether a block stands between this person and anybody, whoever made it. */
  hasBlocks(userId: Types.ObjectId): Promise<boolean> {
    return this.withBlocks.ask(userId);
  }

  /** When an account is erased: its requests, contacts and blocks go; who has blocked it keeps that. */
  async forget(userId: Types.ObjectId): Promise<void> {
    const erased = userId.toHexString();
    const found = await this.deps.relations.find({ userIds: userId }).lean();
    for (const relation of found) {
      const { _id, version, pair, userIds } = relation;
      const bond = bondOf(relation);
      const other = otherThan(relation, userId);
      const blockedBy = bond.blockedBy.filter((id) => id !== erased);
      const next = { requestedBy: null, since: null, blockedBy };
      if (blockedBy.length === 0) await this.deps.relations.deleteOne({ _id, version });
      else await this.store(pair, userIds, relation, next);
      this.tell([other, userId], bond, next);
      this.deps.publish({ kind: "blocks", userId: other.toHexString() });
    }
  }

  private async apart(userIds: readonly Types.ObjectId[]): Promise<boolean[]> {
    const found = await this.deps.relations.find({ apart: { $in: [...userIds] } }).lean();
    const apart = new Set(found.flatMap((relation) => relation.apart.map(String)));
    return userIds.map((id) => apart.has(id.toHexString()));
  }

  /** Only of what the person can see: that a stranger blocks is no change to the blocked one. */
  private tell(
    [userId, otherId]: readonly [Types.ObjectId, Types.ObjectId],
    before: Bond,
    after: Bond,
  ): void {
    const id = userId.toHexString();
    const blocks = (bond: Bond): boolean => bond.blockedBy.includes(id);
    if (stateFor(before, id) === stateFor(after, id) && blocks(before) === blocks(after)) return;
    this.deps.publish({ kind: "contact", userId: id, otherId: otherId.toHexString() });
  }

  /** False: somebody else changed the relation in the meantime. */
  private async store(
    pair: string,
    userIds: Types.ObjectId[],
    stored: Relation | null,
    next: Bond,
  ): Promise<boolean> {
    const values = {
      requestedBy: next.requestedBy && new Types.ObjectId(next.requestedBy),
      since: next.since,
      blockedBy: next.blockedBy.map((id) => new Types.ObjectId(id)),
      apart: next.blockedBy.length > 0 ? userIds : [],
    };
    if (stored) {
      const { _id, version } = stored;
      const { modifiedCount } = await this.deps.relations.updateOne(
        { _id, version },
        { ...values, version: version + 1 },
      );
      return modifiedCount === 1;
    }
    try {
      await this.deps.relations.create({ pair, userIds, version: 1, ...values });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

export function otherThan(relation: Relation, userId: Types.ObjectId): Types.ObjectId {
  const other = relation.userIds.find((id) => !id.equals(userId));
  if (!other) throw new Error("a relation of one person alone");
  return other;
}

function bondOf({ requestedBy, since, blockedBy }: Relation): Bond {
  return {
    requestedBy: requestedBy?.toHexString() ?? null,
    since: since ?? null,
    blockedBy: blockedBy.map((id) => id.toHexString()),
  };
}

function filterFor(which: ContactState | "BLOCKED", userId: Types.ObjectId): QueryFilter<Relation> {
  switch (which) {
    case ContactState.CONTACT:
      return { since: { $ne: null } };
    case ContactState.REQUEST_SENT:
      return { requestedBy: userId };
    case ContactState.REQUEST_RECEIVED:
      return { requestedBy: { $nin: [null, userId] } };
    case "BLOCKED":
      return { blockedBy: userId };
    case ContactState.NONE:
      throw badInput("state", "There is no list of people who are nothing to one another.");
  }
}
