import type { Model } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import type { FollowerPosition } from "./follower-position.model.js";
import type { FollowerPositions, News } from "./follower-positions.js";
import type { Follower } from "./follower.model.js";

const PAGE = 1_000;
/** Between the moment of a row and when it can be read; and where clocks of databases differ. */
const OVERLAP_MS = { usual: 5_000, wide: 120_000 };
const WIDE_EVERY = 30;
const SAVE_EVERY_MS = 5_000;

export interface NewsFinderDependencies {
  readonly conversations: Model<Conversation>;
  readonly followers: Model<Follower>;
  readonly positions: FollowerPositions;
  /** By the database's clock. */
  readonly now: () => Date;
}

type Row = Pick<Conversation, "_id" | "revision" | "newsAt">;

/** Finds conversations with news by the index over `newsAt`, and writes down that there is something to do. */
export class NewsFinder {
  private looks = 0;

  constructor(private readonly deps: NewsFinderDependencies) {}

  async look(follower: Follower): Promise<void> {
    this.looks += 1;
    const overlap = this.looks % WIDE_EVERY === 0 ? OVERLAP_MS.wide : OVERLAP_MS.usual;
    let from = new Date(follower.seen.getTime() - overlap);
    for (let size = PAGE; ;) {
      const page = await this.page(from, size);
      await this.mark(page, follower);
      const last = page.at(-1)?.newsAt;
      if (last) await this.saw(follower, last, page.length === size);
      if (!last || page.length < size) return;
      // So many of one moment: as many again, or it would not go on.
      if (last.getTime() === from.getTime()) size *= 2;
      from = last;
    }
  }

  private page(from: Date, size: number): Promise<Row[]> {
    return this.deps.conversations
      .find({ newsAt: { $gte: from } })
      .select("revision newsAt")
      .sort({ newsAt: 1 })
      .limit(size)
      .lean();
  }

  private async mark(page: readonly Row[], follower: Follower): Promise<void> {
    if (page.length === 0) return;
    const ids = page.map(({ _id }) => _id);
    const known = await this.deps.positions.many(follower._id, ids);
    const news = page.flatMap(({ _id, revision }): News[] => {
      const isNews = isBehind(known.get(_id.toHexString()), revision, follower.epoch);
      return isNews ? [{ conversationId: _id, head: revision }] : [];
    });
    await this.deps.positions.mark(news, follower);
  }

  private async saw({ _id, epoch, seen }: Follower, last: Date, isFull: boolean): Promise<void> {
    // A clock that was ahead for a while must not hide what comes after.
    const at = new Date(Math.min(last.getTime(), this.deps.now().getTime()));
    if (at.getTime() - seen.getTime() < (isFull ? 1 : SAVE_EVERY_MS)) return;
    await this.deps.followers.updateOne({ _id, epoch }, { $max: { seen: at } });
  }
}

function isBehind(row: FollowerPosition | undefined, revision: number, epoch: number): boolean {
  if (!row) return revision > 0;
  const isWaiting = row.dueAt != null;
  if (isWaiting) return row.head < revision;
  return row.epoch < epoch || row.revision === null || row.revision < revision;
}
