import type { Model } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import { NewsWindow } from "./news-window.js";

/** More at once are not told apart. */
const MAX_LOGS = 2_000;

/**
 * Which logs were written since the last look, whoever wrote them: one range of the index over
 * `newsAt`, however many logs there are. The rows come a second behind the log at most.
 */
export class RecentlyWritten {
  private readonly window = new NewsWindow();
  private isFirst = true;

  constructor(private readonly conversations: Model<Conversation>) {}

  /** How far those logs go at least. Null: any of them may have been written. */
  async read(): Promise<ReadonlyMap<string, number> | null> {
    const { isFirst, window } = this;
    const newest = await this.conversations
      .find({ newsAt: { $gt: window.from } })
      .sort({ newsAt: -1 })
      .select("newsAt revision")
      .limit(isFirst ? 1 : MAX_LOGS)
      .lean();
    this.isFirst = false;
    const [last] = newest;
    if (last?.newsAt) window.move(last.newsAt);
    if (isFirst || newest.length === MAX_LOGS) return null;
    return new Map(newest.map(({ _id, revision }) => [_id.toHexString(), revision]));
  }
}
