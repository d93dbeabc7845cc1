import type { Types } from "mongoose";
import type { LogStore } from "./log-store.js";
import type { HeadPosition } from "./position.js";

/** How many entries are read at once; what is beyond them is counted. */
const STRETCH = 50;

type Place = Pick<HeadPosition, "seq" | "ordinal">;

/** The newest message that is not deleted: what the lists take for the end of what is unread. */
export class Standing {
  constructor(private readonly store: Pick<LogStore, "places" | "goneIn">) {}

  /**
   * The ordinal of the newest USER message up to that position that is not deleted; 0: none. However
   * many are deleted in a row, few commands find it, and each brings a number or one stretch.
   */
  async ordinal(conversationId: Types.ObjectId, head: Place): Promise<number> {
    let upper = head;
    for (let size = STRETCH; upper.seq > 0; size *= 2) {
      const lower = await this.place(conversationId, upper.seq - size);
      if (await this.stands(conversationId, lower, upper))
        return this.within(conversationId, lower, upper);
      upper = lower;
    }
    return 0;
  }

  /** Of a range in which one stands; should it be deleted meanwhile, that change comes here too. */
  private async within(id: Types.ObjectId, low: Place, high: Place): Promise<number> {
    let [lower, upper] = [low, high];
    while (upper.seq - lower.seq > STRETCH) {
      const middle = await this.place(id, Math.floor((lower.seq + upper.seq) / 2));
      if (await this.stands(id, middle, upper)) lower = middle;
      else upper = middle;
    }
    const entries = await this.store.places(id, lower.seq + 1, upper.seq);
    return entries.find(({ isUser, isGone }) => isUser && !isGone)?.ordinal ?? lower.ordinal;
  }

  /** Whether a range, without its lower end, has a USER message that is not deleted. */
  private async stands(id: Types.ObjectId, lower: Place, upper: Place): Promise<boolean> {
    const sent = upper.ordinal - lower.ordinal;
    if (sent === 0) return false;
    const range = { conversationId: id, after: lower.seq, to: upper.seq };
    return (await this.store.goneIn(range)) < sent;
  }

  private async place(id: Types.ObjectId, seq: number): Promise<Place> {
    if (seq <= 0) return { seq: 0, ordinal: 0 };
    const [entry] = await this.store.places(id, seq, seq);
    return { seq, ordinal: entry?.ordinal ?? 0 };
  }
}
