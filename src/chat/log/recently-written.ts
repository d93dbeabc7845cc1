import type { Model } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";

/** Between the moment of a row and when it can be read. */
const OVERLAP_MS = 5_000;
/** More at once are not told apart. */
const MAX_LOGS = 2_000;

/**
 * Which logs were written since the last look, whoever wrote them: one range of the index over
 * `newsAt`, however many logs there are. The rows come a second behind the log at most.
 */
export class RecentlyWritten {
  private seen: Date | null = null;
  /** When that came, by the own clock: a while later nothing older can come any more. */
  private seenAt = 0;

  constructor(private readonly conversations: Model<Conversation>) {}

  /** How far those logs go at least. Null: any of them may have been written. */
  async read(): Promise<ReadonlyMap<string, number> | null> {
    const { seen } = this;
    const overlap = performance.now() - this.seenAt > OVERLAP_MS ? 0 : OVERLAP_MS;
    const newest = await this.conversations
      .find(seen ? { newsAt: { $gt: new Date(seen.getTime() - overlap) } } : {})
      .sort({ newsAt: -1 })
      .select("newsAt revision")
      .limit(seen ? MAX_LOGS : 1)
      .lean();
    const last = newest[0]?.newsAt ?? seen ?? new Date(0);
    if (last > (seen ?? new Date(0))) this.seenAt = performance.now();
    this.seen = last;
    if (!seen || newest.length === MAX_LOGS) return null;
    return new Map(newest.map(({ _id, revision }) => [_id.toHexString(), revision]));
  }
}
