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

/** The members of one conversation. */
interface Members {
  readonly conversationId: Types.ObjectId;
  /** Of a direct conversation both, so that only the shards that have their rows are asked. */
  readonly pair?: readonly Types.ObjectId[] | null | undefined;
}

/** What happened at the end of a log, for the rows of its members. */
export interface Activity extends Members {
  readonly lastMessageAt: Date;
  readonly ordinal: number;
  /** The newest message of each sender: sending reads up to it. */
  readonly sent: readonly { senderId: Types.ObjectId; seq: number; ordinal: number }[];
}

type End = Pick<Activity, "conversationId" | "pair" | "lastMessageAt" | "ordinal"> & {
  readonly seq: number;
};

/** What a log holds after something in it was deleted. */
export interface Standing extends Members {
  readonly revision: number;
  readonly headOrdinal: number;
  readonly standingOrdinal: number;
  readonly goneOrdinal: number;
}

/** The columns of the membership rows that only grow, and what follows from them. */
export class ReadingPositions {
  constructor(private readonly rows: Model<Membership>) {}

  async advance(
    { _id, userId }: Pick<Membership, "_id" | "userId">,
    reached: Reached,
  ): Promise<void> {
    await this.rows.collection.updateOne({ _id, userId }, growing(reached));
  }

  /** Nothing stays unread that is deleted. A reading of the log that comes too late changes nothing. */
  async settle(standings: readonly Standing[]): Promise<void> {
    const operations = standings.map(({ conversationId, pair, ...standing }) => ({
      updateMany: { filter: rowsOf({ conversationId, pair }), update: settled(standing) },
    }));
    await this.rows.collection.bulkWrite(operations, { ordered: false });
  }

  /** The end of a log, up to which all members have read. */
  async readAll(ends: readonly End[]): Promise<void> {
    if (ends.length === 0) return;
    const operations = ends.map(({ conversationId, pair, seq, ordinal, lastMessageAt }) => ({
      updateMany: {
        filter: rowsOf({ conversationId, pair }),
        update: growing({
          ...{ readSeq: seq, readOrdinal: ordinal, deliveredSeq: seq, headOrdinal: ordinal },
          activity: activityKey(lastMessageAt, conversationId),
        }),
      },
    }));
    await this.rows.collection.bulkWrite(operations, { ordered: false });
  }

  async record(activities: readonly Activity[]): Promise<void> {
    if (activities.length === 0) return;
    const operations = activities.flatMap(({ lastMessageAt, ordinal, sent, ...members }) => [
      {
        updateMany: {
          filter: rowsOf(members),
          update: growing({
            headOrdinal: ordinal,
            activity: activityKey(lastMessageAt, members.conversationId),
          }),
        },
      },
      ...sent.map(({ senderId, seq, ordinal: readOrdinal }) => ({
        updateOne: {
          filter: { conversationId: members.conversationId, userId: senderId },
          update: growing({ readSeq: seq, readOrdinal, deliveredSeq: seq }),
        },
      })),
    ]);
    await this.rows.collection.bulkWrite(operations, { ordered: false });
  }
}

const STANDING = { $ifNull: ["$standingOrdinal", "$headOrdinal"] };
const UNREAD = {
  $set: { unread: { $and: [{ $lt: ["$readOrdinal", STANDING] }, { $eq: ["$leftAt", null] }] } },
};

function rowsOf({ conversationId, pair }: Members): object {
  return { conversationId, ...(pair && { userId: { $in: pair } }), leftAt: null };
}

/** As one atomic step, so that `unread` is right whatever happens at the same time. */
function growing(reached: Reached): object[] {
  const columns = Object.entries(reached).map(([name, value]) => [
    name,
    { $max: [`$${name}`, value as unknown] },
  ]);
  const { headOrdinal } = reached;
  const isNews = { $gt: [headOrdinal, "$headOrdinal"] };
  const standing = { standingOrdinal: { $cond: [isNews, headOrdinal, STANDING] } };
  const change = {
    ...(Object.fromEntries(columns) as object),
    ...(headOrdinal !== undefined && { ...standing, list: shownAgain(isNews) }),
  };
  return [{ $set: change }, UNREAD];
}

/** A new message brings a hidden conversation back. */
function shownAgain(isNews: object): object {
  const isHidden = { $eq: ["$list", "HIDDEN"] };
  return { $cond: [{ $and: [isNews, isHidden] }, "ACTIVE", "$list"] };
}

function settled(standing: Omit<Standing, keyof Members>): object[] {
  const { revision, headOrdinal, standingOrdinal, goneOrdinal } = standing;
  const isNews = {
    $and: [
      { $lte: ["$headOrdinal", headOrdinal] },
      { $lte: [{ $ifNull: ["$standingRevision", 0] }, revision] },
    ],
  };
  const change = {
    standingOrdinal: { $cond: [isNews, standingOrdinal, STANDING] },
    standingRevision: { $max: ["$standingRevision", revision] },
    // A row from before there was this column says nothing of what was deleted.
    goneOrdinal: { $max: [{ $ifNull: ["$goneOrdinal", "$headOrdinal"] }, goneOrdinal] },
    headOrdinal: { $max: ["$headOrdinal", headOrdinal] },
  };
  return [{ $set: change }, UNREAD];
}
