import { LRUCache } from "lru-cache";
import { Types, type Model } from "mongoose";
import type { OwnChange, ViewerEntry } from "./viewer-entry.model.js";

/** Whoever has missed more loads what is theirs anew; older entries go. */
export const VIEWER_REPLAY_MAX = 1_000;
const PRUNED_EVERY = 256;
const MAX_TRIES = 100;
/** A remembered end may be behind, never beyond; the unique index notices. */
const REMEMBERED_MS = 5_000;

type End = Pick<ViewerEntry, "_id" | "userId" | "revision">;

/** The entries of all people's own logs. The unique index over (person, revision) gives positions. */
export class ViewerLogStore {
  private readonly ends = new LRUCache<string, number>({ max: 20_000, ttl: REMEMBERED_MS });

  constructor(private readonly rows: Model<ViewerEntry>) {}

  /** Each at the end of the log of whose it is, in the order of the changes. */
  async append(changes: readonly OwnChange[]): Promise<ViewerEntry[]> {
    const appended: ViewerEntry[] = [];
    let left = changes.map((_, at) => at);
    for (let tries = 0; left.length > 0 && tries < MAX_TRIES; tries += 1) {
      const entries = await this.positioned(left.map((at) => changes[at] as OwnChange));
      const refused = await this.insert(entries);
      for (const [index, entry] of entries.entries()) {
        const { userId, revision } = entry;
        if (refused.has(index)) this.ends.delete(userId.toHexString());
        else {
          appended[left[index] ?? 0] = entry;
          this.ends.set(userId.toHexString(), revision);
        }
      }
      left = left.filter((_, index) => refused.has(index));
    }
    if (left.length > 0) throw new Error("too many changes of what is one person's at once");
    await this.prune(appended);
    return appended;
  }

  /** Both ends inclusive. Of several of one thing the last one stands for all. */
  async range(userId: Types.ObjectId, from: number, to: number): Promise<ViewerEntry[]> {
    const found = await this.rows.find({ userId, revision: { $gte: from, $lte: to } }).lean();
    const latest = new Map<string, ViewerEntry>();
    for (const entry of found.sort((a, b) => a.revision - b.revision)) {
      const key = `${entry.thing} ${entry.entityId.toHexString()}`;
      latest.delete(key);
      latest.set(key, entry);
    }
    return [...latest.values()];
  }

  /** Where these logs end; zero for an empty one. */
  async endsOf(userIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
    const found = await this.rows.aggregate<{ _id: Types.ObjectId; revision: number }>([
      { $match: { userId: { $in: [...userIds] } } },
      { $sort: { userId: 1, revision: -1 } },
      { $group: { _id: "$userId", revision: { $first: "$revision" } } },
    ]);
    const ends = new Map(userIds.map((id) => [id.toHexString(), 0]));
    for (const { _id, revision } of found) ends.set(_id.toHexString(), revision);
    return ends;
  }

  /** What came from a position on in each log, that position included, oldest first. */
  async since(places: ReadonlyMap<string, number>): Promise<End[]> {
    const arms = [...places].map(([id, revision]) => ({
      userId: new Types.ObjectId(id),
      revision: { $gte: revision },
    }));
    const [only] = arms;
    if (!only) return [];
    const found = await this.rows
      .find(arms.length === 1 ? only : { $or: arms })
      .select("userId revision")
      .lean();
    return found.sort((a, b) => a.revision - b.revision);
  }

  async forget(userId: Types.ObjectId): Promise<void> {
    await this.rows.deleteMany({ userId });
  }

  private async positioned(changes: readonly OwnChange[]): Promise<ViewerEntry[]> {
    const unknown = new Map(
      changes
        .filter(({ userId }) => !this.ends.has(userId.toHexString()))
        .map(({ userId }) => [userId.toHexString(), userId]),
    );
    const ends = unknown.size > 0 ? await this.endsOf([...unknown.values()]) : new Map();
    return changes.map(({ userId, thing, entityId }) => {
      const id = userId.toHexString();
      const revision = Number(ends.get(id) ?? this.ends.get(id) ?? 0) + 1;
      ends.set(id, revision);
      return { _id: new Types.ObjectId(), userId, revision, thing, entityId };
    });
  }

  /** Which of them the index refused, as somebody else had the position. */
  private async insert(entries: readonly ViewerEntry[]): Promise<ReadonlySet<number>> {
    try {
      await this.rows.collection.insertMany([...entries], { ordered: false });
      return new Set();
    } catch (error) {
      const refused = refusedOf(error);
      if (!refused) throw error;
      return refused;
    }
  }

  private async prune(entries: readonly ViewerEntry[]): Promise<void> {
    for (const { userId, revision } of entries)
      if (revision % PRUNED_EVERY === 0)
        await this.rows.deleteMany({
          userId,
          revision: { $gt: 0, $lte: revision - 2 * VIEWER_REPLAY_MAX },
        });
  }
}

/** Null: it failed for another reason than a unique index. */
function refusedOf(error: unknown): ReadonlySet<number> | null {
  const { writeErrors } = error as { writeErrors?: unknown };
  if (writeErrors === undefined) return null;
  const all = (Array.isArray(writeErrors) ? writeErrors : [writeErrors]) as {
    readonly code: number;
    readonly index: number;
  }[];
  return all.every(({ code }) => code === 11_000) ? new Set(all.map(({ index }) => index)) : null;
}
