import type { Model, Types } from "mongoose";
import { activityKey, type Membership } from "./membership.model.js";

export interface Reached {
  readonly readSeq?: number;
  /** The ordinal at `readSeq`. */
  readonly readOrdinal?: number;
  readonly deliveredSeq?: number;
  readonly headOrdinal?: number;
  readonly activity?: string;
}

/** What happened at the end of a log, for the rows of its members. */
export interface Activity {
  readonly conversationId: Types.ObjectId;
  readonly lastMessageAt: Date;
  readonly ordinal: number;
  /** The newest message of each sender: sending reads up to it. */
  readonly sent: readonly { senderId: Types.ObjectId; seq: number; ordinal: number }[];
}

/** The columns of the membership rows that only grow, and what follows from them. */
export class ReadingPositions {
  constructor(private readonly rows: Model<Membership>) {}

  async advance(rowId: Types.ObjectId, reached: Reached): Promise<void> {
    await this.rows.collection.updateOne({ _id: rowId }, growing(reached));
  }

  async record(activities: readonly Activity[]): Promise<void> {
    const operations = activities.flatMap(({ conversationId, lastMessageAt, ordinal, sent }) => [
      {
        updateMany: {
          filter: { conversationId, leftAt: null },
          update: growing({
            headOrdinal: ordinal,
            activity: activityKey(lastMessageAt, conversationId),
          }),
        },
      },
      ...sent.map(({ senderId, seq, ordinal: readOrdinal }) => ({
        updateOne: {
          filter: { conversationId, userId: senderId },
          update: growing({ readSeq: seq, readOrdinal, deliveredSeq: seq }),
        },
      })),
    ]);
    await this.rows.collection.bulkWrite(operations, { ordered: false });
  }
}

/** As one atomic step, so that `unread` is right whatever happens at the same time. */
function growing(reached: Reached): object[] {
  const columns = Object.entries(reached).map(([name, value]) => [
    name,
    { $max: [`$${name}`, value as unknown] },
  ]);
  const unread = {
    $and: [{ $lt: ["$readOrdinal", "$headOrdinal"] }, { $eq: ["$leftAt", null] }],
  };
  return [{ $set: Object.fromEntries(columns) as object }, { $set: { unread } }];
}
