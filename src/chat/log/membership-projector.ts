import { Types, type Model, type mongo } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { Membership } from "../membership/membership.model.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { Message } from "./message.model.js";
import type { Hint } from "../../platform/hints/hint.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { affectedBy, afterEntry } from "./membership-change.js";

const MAX_TRIES = 5;

/** Brings the SYSTEM messages of the log into the membership rows. */
export class MembershipProjector {
  constructor(
    private readonly rows: Model<Membership>,
    private readonly publish: (hint: Hint) => void,
    private readonly own: OwnChanges,
  ) {}

  /**
   * In the rows of those whom it is about. May be repeated, but not before those that stand in front
   * of it: a row that has an entry takes no earlier one.
   */
  async apply(entry: Message): Promise<void> {
    const userIds = affectedBy(entry);
    const { conversationId } = entry;
    for (let tries = 0; userIds.length > 0 && tries < MAX_TRIES; tries += 1) {
      const rows = await this.rows.find({ conversationId, userId: { $in: userIds } }).lean();
      const writes = userIds.flatMap((userId) => {
        const row = rows.find((known) => known.userId.equals(userId)) ?? null;
        const next = afterEntry(row, entry, userId);
        if (!next) return [];
        const isNew = next.leftAt === null && row?.leftAt !== null;
        const thing = isNew ? OwnThing.CONVERSATION : OwnThing.MEMBERSHIP;
        const write = writeOf(row, next, { conversationId, userId });
        return [{ userId, thing, entityId: conversationId, write }];
      });
      if (writes.length === 0) return;
      const operations = writes.map(({ write }) => write);
      const result = await this.own.during(writes, () =>
        this.rows.collection
          .bulkWrite(operations as never, { ordered: false })
          .catch(ignoreDuplicate),
      );
      for (const { userId } of writes) this.changed({ conversationId, userId });
      if (result && result.matchedCount + result.insertedCount === writes.length) return;
    }
    if (userIds.length > 0) throw new Error("the rows of members change too fast to be written");
  }

  private changed({ conversationId, userId }: MemberKey): void {
    const ids = { userId: userId.toHexString(), conversationId: conversationId.toHexString() };
    this.publish({ kind: "memberships", ...ids });
  }
}

/** Whoever changed the row since it was read makes this write miss, and the next try reads again. */
function writeOf(
  row: Membership | null,
  next: Partial<Membership>,
  key: MemberKey,
): mongo.AnyBulkWriteOperation {
  if (!row) return { insertOne: { document: { _id: new Types.ObjectId(), ...key, ...next } } };
  const { _id, appliedSeq } = row;
  return { updateOne: { filter: { _id, appliedSeq }, update: { $set: next } } };
}

/** Two inserts at once: the unique index let one through, which is all that was wanted. */
function ignoreDuplicate(error: unknown): null {
  if (isDuplicateKey(error)) return null;
  throw error;
}
