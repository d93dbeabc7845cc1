import type { Collection, Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { FollowerPosition } from "./follower-position.model.js";
import { PositionMoves } from "./position-moves.js";

/** How long nobody else goes on where somebody does; renewed while they do. */
const LEASE_MS = 30_000;
const EVER = new Date(0);

/** A position that is ours to move, until somebody takes it. */
export interface Lease {
  readonly row: FollowerPosition;
  readonly fence: number;
  /** Of the follower: written with the position, which it may have sent back. */
  readonly epoch: number;
}

export type Progress = Partial<
  Pick<FollowerPosition, "revision" | "passed" | "dueAt" | "behindSince" | "failures">
>;

/** What a conversation is found with: how far its log goes, at least. */
export interface News {
  readonly conversationId: Types.ObjectId;
  readonly head: number;
}

/** How much a follower has to do. Entries count that it may not care for. */
export interface Lag {
  readonly undelivered: number;
  readonly behindSince: Date | null;
  /** Of the conversation that was tried most often in vain. */
  readonly failures: number;
}

/** The database commands of positions. Losing one of them repeats work, so none waits for a majority. */
export class FollowerPositions {
  private readonly moves = new PositionMoves(() => this.raw);

  constructor(
    private readonly rows: Model<FollowerPosition>,
    private readonly now: () => Date,
  ) {}

  find(follower: string, conversationId: Types.ObjectId): Promise<FollowerPosition | null> {
    return this.moves.find(idOf(follower, conversationId));
  }

  async many(
    follower: string,
    conversationIds: readonly Types.ObjectId[],
  ): Promise<ReadonlyMap<string, FollowerPosition>> {
    const ids = conversationIds.map((id) => idOf(follower, id));
    const found = await this.raw.find({ _id: { $in: ids } }).toArray();
    return new Map(found.map((row) => [row.conversationId.toHexString(), row]));
  }

  /** Those that somebody is to go on with, the longest waiting first. */
  due(follower: string, limit: number): Promise<FollowerPosition[]> {
    const dueAt = { $gt: EVER, $lte: this.now() };
    return this.raw.find({ follower, dueAt }).sort({ dueAt: 1 }).limit(limit).toArray();
  }

  /** The first that there is, taken as it is made. Null: somebody else has made it. */
  async begin(fresh: Omit<FollowerPosition, "fence" | "dueAt">): Promise<Lease | null> {
    const row = { ...fresh, fence: 1, dueAt: this.leaseEnd() };
    try {
      await this.raw.insertOne(row);
      return { row, fence: 1, epoch: row.epoch };
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Of a follower that begins: all that these logs have is behind it. */
  async startAt(
    follower: string,
    ends: readonly { readonly conversationId: Types.ObjectId; readonly revision: number }[],
  ): Promise<void> {
    const rows = ends.map(({ conversationId, revision }) => ({
      ...{ _id: idOf(follower, conversationId), follower, conversationId },
      ...{ revision, head: revision, epoch: 0, fence: 0, failures: 0, dueAt: null },
    }));
    if (rows.length > 0) await this.raw.insertMany(rows);
  }

  /** As it was read. Null: somebody else has taken it since. */
  async take(row: FollowerPosition, epoch: number): Promise<Lease | null> {
    const behindSince = row.behindSince ?? this.now();
    const set = { dueAt: this.leaseEnd(), behindSince };
    const { _id, fence } = row;
    return (await this.moves.take({ _id, fence, set })) ? { row, fence: fence + 1, epoch } : null;
  }

  /** False: somebody else has taken it, and nothing is written. */
  async save({ row: { _id }, fence, epoch }: Lease, progress: Progress): Promise<boolean> {
    const $set = { dueAt: this.leaseEnd(), epoch, ...progress };
    return (await this.raw.updateOne({ _id, fence }, { $set })).matchedCount === 1;
  }

  /** Nothing to do any more. False: it was taken, or there is more by now, or it is to go back. */
  rest(
    { row: { _id, wanted = null }, fence, epoch }: Lease,
    { revision, passed }: { readonly revision: number; readonly passed: readonly number[] },
  ): Promise<boolean> {
    const at = { revision, passed, epoch, head: revision };
    const set = { ...at, dueAt: null, behindSince: null, failures: 0 };
    return this.moves.rest({ _id, fence, set, also: { wanted, head: { $lte: revision } } });
  }

  /** There is news: somebody is to go on, where nobody does. */
  async mark(news: readonly News[], follower: { _id: string; epoch: number }): Promise<void> {
    const now = this.now();
    const operations = news.flatMap(({ conversationId, head }) => {
      const _id = idOf(follower._id, conversationId);
      const fresh = { follower: follower._id, conversationId, revision: null, failures: 0 };
      const insert = { ...fresh, fence: 0, epoch: follower.epoch, dueAt: null };
      const due = { dueAt: now, behindSince: now };
      const told = { $max: { head, wanted: follower.epoch }, $setOnInsert: insert };
      return [
        { updateOne: { filter: { _id }, update: told, upsert: true } },
        { updateOne: { filter: { _id, dueAt: null }, update: { $set: due } } },
      ];
    });
    if (operations.length > 0) await this.raw.bulkWrite(operations);
  }

  /** What waits because it failed is due now. */
  async wake(follower: string): Promise<void> {
    const waiting = { follower, dueAt: { $gt: this.now() }, failures: { $gt: 0 } };
    await this.raw.updateMany(waiting, { $set: { dueAt: this.now() } });
  }

  async forget(follower: string): Promise<void> {
    await this.raw.deleteMany({ follower });
  }

  /** Of each of these that has something to do. */
  async lags(followers: readonly string[]): Promise<ReadonlyMap<string, Lag>> {
    const behind = {
      $subtract: ["$head", { $ifNull: ["$revision", { $subtract: ["$head", 1] }] }],
    };
    const found = await this.raw
      .aggregate<{ _id: string } & Lag>([
        { $match: { follower: { $in: [...followers] }, dueAt: { $gt: EVER } } },
        {
          $group: {
            _id: "$follower",
            undelivered: { $sum: behind },
            behindSince: { $min: "$behindSince" },
            failures: { $max: "$failures" },
          },
        },
      ])
      .toArray();
    return new Map(found.map(({ _id, ...lag }) => [_id, lag]));
  }

  private leaseEnd(): Date {
    return new Date(this.now().getTime() + LEASE_MS);
  }

  private get raw(): Collection<FollowerPosition> {
    return this.rows.collection as unknown as Collection<FollowerPosition>;
  }
}

export function idOf(follower: string, conversationId: Types.ObjectId): string {
  return `${follower}/${conversationId.toHexString()}`;
}
