import { Types, type Model, type QueryFilter } from "mongoose";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { Hint } from "../../platform/hints/hint.js";
import { UserKind, type User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";
import type { OwnChanges } from "../viewer-log/viewer-log.service.js";
import { isSeenBy, seenChanges } from "./contact-changes.js";
import { ContactState, request, STRANGERS, type Act, type Contact } from "./contact.js";
import { pairOf, type ContactRecord } from "./contact.model.js";
import { contactOf, storeContact } from "./stored-contact.js";

const MAX_RACES = 20;

export interface ContactDependencies {
  readonly records: Model<ContactRecord>;
  readonly users: UserService;
  readonly publish: (hint: Hint) => void;
  readonly own: OwnChanges;
  /** A request was made that the other person may know of. */
  readonly onRequest: (fromId: Types.ObjectId, to: User) => Promise<void>;
}

export interface ContactPage {
  readonly items: readonly ContactRecord[];
  readonly hasNextPage: boolean;
}

/** Contacts by request and consent, and blocks. What an act does to a contact is in contact.ts. */
export class ContactService {
  private readonly blocks = new Batcher((ids: readonly Types.ObjectId[]) =>
    this.whoHaveBlocks(ids),
  );

  constructor(private readonly deps: ContactDependencies) {}

  /** Whether either of the two has blocked the other. */
  async isBlocked(a: Types.ObjectId, b: Types.ObjectId): Promise<boolean> {
    const [contact] = await this.contactsOf([pairOf(a, b)]);
    return (contact?.blockedBy.length ?? 0) > 0;
  }

  /** By `pairOf`, in the order of `pairs`; strangers where nothing is stored. */
  async contactsOf(pairs: readonly string[]): Promise<Contact[]> {
    const found = await this.deps.records.find({ pair: { $in: pairs } }).lean();
    const byPair = new Map(found.map((record) => [record.pair, contactOf(record)]));
    return pairs.map((pair) => byPair.get(pair) ?? STRANGERS);
  }

  /** Asks to become contacts. Bots are nobody's: FORBIDDEN, either way. */
  async request(userId: Types.ObjectId, otherId: string): Promise<User> {
    const { users } = this.deps;
    const both = await Promise.all([users.find(userId), users.requirePerson(otherId)]);
    if (both.some((user) => user?.kind === UserKind.BOT))
      throw new AppError(ErrorCode.FORBIDDEN, "A bot is nobody's contact.");
    return this.act(userId, otherId, request);
  }

  /**
   * Lets `act` change what stands between the two, and tells both. Returns the other person. What
   * only takes back or shuts out (`even: "erased"`) is also done to an account that is no more.
   */
  async act(userId: Types.ObjectId, otherId: string, act: Act, even?: "erased"): Promise<User> {
    const { users, records } = this.deps;
    const other = await (even ? users.requireKnown(otherId) : users.requirePerson(otherId));
    if (other._id.equals(userId)) throw badInput("userId", "Choose somebody other than yourself.");
    const pair = pairOf(userId, other._id);
    for (let races = 0; races < MAX_RACES; races += 1) {
      const stored = await records.findOne({ pair }).lean();
      const contact = stored ? contactOf(stored) : STRANGERS;
      const next = act(contact, userId.toHexString(), new Date());
      if (next === contact) return other;
      const userIds = [userId, other._id] as const;
      const isStored = await this.deps.own.during(seenChanges(userIds, contact, next), () =>
        storeContact(records, { pair, userIds: [...userIds] }, stored, next),
      );
      if (!isStored) continue;
      this.tell([userId, other._id], contact, next);
      this.tell([other._id, userId], contact, next);
      if (contact.blockedBy.length !== next.blockedBy.length)
        for (const id of [userId, other._id])
          this.deps.publish({ kind: "blocks", userId: id.toHexString() });
      const isNew =
        next.requestedBy === userId.toHexString() && !contact.requestedBy && !next.since;
      if (isNew && next.blockedBy.length === 0) await this.deps.onRequest(userId, other);
      return other;
    }
    throw new Error("too many changes of one contact at once");
  }

  /** Oldest first; `after` is the id of the last one seen. */
  async list(
    userId: Types.ObjectId,
    which: ContactState | "BLOCKED",
    page: { readonly first: number; readonly after: string | null },
  ): Promise<ContactPage> {
    const found = await this.deps.records
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
    const found = await this.deps.records.find({ apart: userId }).lean();
    return new Set(found.map((record) => otherThan(record, userId).toHexString()));
  }

  /** Whom each of these people has blocked; by id in hex. Absent: nobody. */
  async blockedBy(
    userIds: readonly Types.ObjectId[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const found = await this.deps.records.find({ apart: { $in: [...userIds] } }).lean();
    const blocked = new Map<string, Set<string>>();
    for (const contact of found)
      for (const by of contact.blockedBy) {
        const whom = otherThan(contact, by).toHexString();
        const known = blocked.get(by.toHexString()) ?? new Set();
        blocked.set(by.toHexString(), known.add(whom));
      }
    return blocked;
  }

  /** Whether a block stands between this person and anybody, whoever made it. */
  hasBlocks(userId: Types.ObjectId): Promise<boolean> {
    return this.blocks.ask(userId);
  }

  /** When an account is erased: its requests, contacts and blocks go; who has blocked it keeps that. */
  async forget(userId: Types.ObjectId): Promise<void> {
    const erased = userId.toHexString();
    const { records } = this.deps;
    const found = await records.find({ userIds: userId }).lean();
    for (const record of found) {
      const { _id, version, pair, userIds } = record;
      const contact = contactOf(record);
      const other = otherThan(record, userId);
      const blockedBy = contact.blockedBy.filter((id) => id !== erased);
      const next = { requestedBy: null, since: null, blockedBy };
      await this.deps.own.during(seenChanges([other, userId], contact, next), async () => {
        if (blockedBy.length === 0) await records.deleteOne({ _id, version });
        else await storeContact(records, { pair, userIds }, record, next);
      });
      this.tell([other, userId], contact, next);
      this.deps.publish({ kind: "blocks", userId: other.toHexString() });
    }
  }

  private async whoHaveBlocks(userIds: readonly Types.ObjectId[]): Promise<boolean[]> {
    const found = await this.deps.records.find({ apart: { $in: [...userIds] } }).lean();
    const blocked = new Set(found.flatMap((record) => record.apart.map(String)));
    return userIds.map((id) => blocked.has(id.toHexString()));
  }

  private tell(
    [userId, otherId]: readonly [Types.ObjectId, Types.ObjectId],
    before: Contact,
    after: Contact,
  ): void {
    const id = userId.toHexString();
    if (!isSeenBy(id, before, after)) return;
    this.deps.publish({ kind: "contact", userId: id, otherId: otherId.toHexString() });
  }
}

export function otherThan(record: ContactRecord, userId: Types.ObjectId): Types.ObjectId {
  const other = record.userIds.find((id) => !id.equals(userId));
  if (!other) throw new Error("a contact of one person alone");
  return other;
}

function filterFor(
  which: ContactState | "BLOCKED",
  userId: Types.ObjectId,
): QueryFilter<ContactRecord> {
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
      throw badInput("state", "There is no list for the state NONE.");
  }
}
