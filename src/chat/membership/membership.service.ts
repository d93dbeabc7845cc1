import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { Hint } from "../../platform/hints/hint.js";
import { patchMetadata, type MetadataPatch } from "../../platform/core/patch-metadata.js";
import { countBy } from "./count-by.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { newMember } from "./join-point.js";
import { pageOf, type ListRequest } from "./membership-page.js";
import { changeOf, type MembershipSettings } from "./membership-settings.js";
import { MemberRole, type Membership } from "./membership.model.js";

/** Who, where: the key of a membership. */
export interface MemberKey {
  readonly conversationId: Types.ObjectId;
  readonly userId: Types.ObjectId;
}

/** The membership rows. What the log makes of them is in chat/log/membership-projector.ts. */
export class MembershipService {
  constructor(
    private readonly rows: Model<Membership>,
    private readonly publish: (hint: Hint) => void,
    private readonly own: OwnChanges,
  ) {}

  /** Null for whoever is not a member now. */
  async find({ conversationId, userId }: MemberKey): Promise<Membership | null> {
    // Whether they left is checked here: as part of the filter it would cost the index.
    const row = await this.rows.findOne({ conversationId, userId }).lean();
    return row && row.leftAt === null ? row : null;
  }

  /** Also of former members. */
  async findRow({ conversationId, userId }: MemberKey): Promise<Membership | null> {
    return this.rows.findOne({ conversationId, userId }).lean();
  }

  /** Of those people in those conversations, former members included. */
  async rowsOf(
    conversationIds: readonly Types.ObjectId[],
    userIds: readonly Types.ObjectId[],
  ): Promise<Membership[]> {
    const [conversationId, userId] = [{ $in: [...conversationIds] }, { $in: [...userIds] }];
    return this.rows.find({ conversationId, userId }).lean();
  }

  async findById(ids: readonly Types.ObjectId[]): Promise<Membership[]> {
    return this.rows.find({ _id: { $in: [...ids] }, leftAt: null }).lean();
  }

  /** In any order, without those who are not members now. */
  async findMany(keys: readonly MemberKey[]): Promise<Membership[]> {
    const [first] = keys;
    if (!first) return [];
    const arms = keys.map(({ conversationId, userId }) => ({ conversationId, userId }));
    const found = await this.rows.find(arms.length === 1 ? first : { $or: arms }).lean();
    return found.filter(({ leftAt }) => leftAt === null);
  }

  /** The conversations that the user is in. */
  async whereIs(userId: Types.ObjectId): Promise<Types.ObjectId[]> {
    const rows = await this.rows.find({ userId, leftAt: null }).select("conversationId").lean();
    return rows.map(({ conversationId }) => conversationId);
  }

  async ofUser(userId: Types.ObjectId): Promise<Membership[]> {
    return this.ofUsers([userId]);
  }

  async ofUsers(userIds: readonly Types.ObjectId[]): Promise<Membership[]> {
    const [only] = userIds;
    if (!only) return [];
    const who = userIds.length === 1 ? only : { $in: [...userIds] };
    return this.rows.find({ userId: who, leftAt: null }).lean();
  }

  /** The same, and of each row no more than those fields. */
  async partsOf<Field extends keyof Membership>(
    userIds: readonly Types.ObjectId[],
    fields: readonly Field[],
  ): Promise<Pick<Membership, Field | "userId">[]> {
    if (userIds.length === 0) return [];
    const projection = Object.fromEntries([...fields, "userId", "leftAt"].map((one) => [one, 1]));
    const filter = { userId: { $in: [...userIds] }, leftAt: null };
    const found = this.rows.collection.find(filter, { projection, batchSize: 1_000 });
    return (await found.toArray()) as unknown as Pick<Membership, Field | "userId">[];
  }

  /** All members now of each conversation, longest first. */
  async ofConversations(conversationIds: readonly Types.ObjectId[]): Promise<Membership[]> {
    const [only] = conversationIds;
    if (!only) return [];
    const which = conversationIds.length === 1 ? only : { $in: [...conversationIds] };
    const found = await this.rows.find({ conversationId: which, leftAt: null }).lean();
    return found.sort(
      (a, b) => a.joinedSeq - b.joinedSeq || a._id.toHexString().localeCompare(b._id.toHexString()),
    );
  }

  /** How many members each conversation has now, counted where the rows are. Absent: none. */
  counts(conversationIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
    return countBy(this.rows, "conversationId", conversationIds);
  }

  /** In how many conversations each user is now. Absent: in none. */
  countsOfUsers(userIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
    return countBy(this.rows, "userId", userIds);
  }

  /** One range of one index, however many conversations the user has. */
  list(request: ListRequest): Promise<Membership[]> {
    return pageOf(this.rows, request);
  }

  /** The rows of the active list with something unread. */
  async unread(userId: Types.ObjectId): Promise<Membership[]> {
    return this.rows.find({ userId, list: "ACTIVE", unread: true }).lean();
  }

  /** What a member alone decides for themselves. */
  async configure(row: Membership, settings: MembershipSettings): Promise<Membership | null> {
    const { _id } = row;
    const set = changeOf(row, settings);
    await this.changing(row, () => this.rows.updateOne({ _id, leftAt: null }, { $set: set }));
    // What its owner's open subscriptions may still give them depends on it.
    if (settings.clearedSeq !== undefined) this.changed(row);
    const after = await this.rows.findById(_id).lean();
    return after && after.leftAt === null ? after : null;
  }

  /** Whoever reads has seen what they had marked as unread. */
  async unmark({ _id }: Membership): Promise<void> {
    await this.rows.updateOne({ _id }, { $set: { unreadFromSeq: null } });
  }

  /** Null for whoever is not a member any longer. */
  patchMetadata(row: Membership, patch: MetadataPatch): Promise<Membership | null> {
    const { _id } = row;
    return patchMetadata(this.rows, { _id, leftAt: null }, patch, (write) =>
      this.changing(row, write),
    );
  }

  /** What somebody who is erased kept there for themselves, of conversations they left as well. */
  async forgetMetadata(userId: Types.ObjectId): Promise<void> {
    await this.rows.updateMany({ userId }, { $unset: { metadata: 1, draft: 1 } });
  }

  /** The rows of the two, made where they are missing. */
  async admitPair(
    conversationId: Types.ObjectId,
    pair: readonly [Types.ObjectId, Types.ObjectId],
  ): Promise<void> {
    const joinPoint = { seq: 1, createdRevision: 1, ordinal: 0, createdAt: new Date() };
    const founder = {
      ...newMember({ conversationId, ...joinPoint }, MemberRole.MEMBER),
      appliedSeq: 0,
    };
    const known = await this.rowsOf([conversationId], pair);
    for (const [userId, peerId] of [pair, [pair[1], pair[0]] as const]) {
      if (known.some((row) => row.userId.equals(userId))) continue;
      const appears = { userId, thing: OwnThing.CONVERSATION, entityId: conversationId };
      const result = await this.own.during([appears], () =>
        this.rows
          .updateOne(
            { conversationId, userId },
            { $setOnInsert: { ...founder, peerId } },
            { upsert: true },
          )
          .catch(ignoreDuplicate),
      );
      if (result?.upsertedCount) this.changed({ conversationId, userId });
    }
  }

  /** Its owner's other devices are to see what is written. */
  changing<Result>(row: MemberKey, write: () => Promise<Result>): Promise<Result> {
    const { userId, conversationId: entityId } = row;
    return this.own.during([{ userId, thing: OwnThing.MEMBERSHIP, entityId }], write);
  }

  private changed({ conversationId, userId }: MemberKey): void {
    const ids = { userId: userId.toHexString(), conversationId: conversationId.toHexString() };
    this.publish({ kind: "memberships", ...ids });
  }
}

/** Two inserts at once: the unique index let one through, which is all that was wanted. */
function ignoreDuplicate(error: unknown): null {
  if (isDuplicateKey(error)) return null;
  throw error;
}
