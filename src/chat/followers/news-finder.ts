import type { Model } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import { NewsWindow } from "../log/news-window.js";
import type { FollowerPosition } from "./follower-position.model.js";
import type { FollowerPositions, News } from "./follower-positions.js";
import type { Follower } from "./follower.model.js";

const PAGE = 1_000;
/** Now and then it looks further back, as clocks of databases differ. */
const WIDE_MS = 120_000;
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
  private window = new NewsWindow();
  /** Of the follower when the window was opened. */
  private epoch = -1;

  constructor(private readonly deps: NewsFinderDependencies) {}

  async look(follower: Follower): Promise<void> {
    this.looks += 1;
    let from = this.startFor(follower);
    for (let size = PAGE; ;) {
      const page = await this.page(from, size);
      await this.mark(page, follower);
      const last = page.at(-1)?.newsAt;
      if (last) await this.saw(follower, last, page.length === size);
      if (!last || page.length < size) return;
      // So many of one moment: as many again, or it would not go on.
      const next = new Date(last.getTime() - 1);
      if (next <= from) size *= 2;
      else from = next;
    }
  }

  /** Exclusive. What was seen is written down only now and then: this process knows better. */
  private startFor({ epoch, seen }: Follower): Date {
    if (this.epoch !== epoch) this.window = new NewsWindow();
    this.epoch = epoch;
    this.window.move(seen);
    const isWide = this.looks % WIDE_EVERY === 0;
    return isWide ? new Date(this.window.seen.getTime() - WIDE_MS) : this.window.from;
  }

  private page(from: Date, size: number): Promise<Row[]> {
    return this.deps.conversations
      .find({ newsAt: { $gt: from } })
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
    this.window.move(at);
    if (at.getTime() - seen.getTime() < (isFull ? 1 : SAVE_EVERY_MS)) return;
    await this.deps.followers.updateOne({ _id, epoch }, { $max: { seen: at } });
  }
}

function isBehind(row: FollowerPosition | undefined, revision: number, epoch: number): boolean {
  if (!row) return revision > 0;
  const isWaiting = row.dueAt != null;
  if (isWaiting) return row.head < revision || (row.wanted ?? row.epoch) < epoch;
  return row.epoch < epoch || row.revision === null || row.revision < revision;
}
