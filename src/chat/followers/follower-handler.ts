import type { Message } from "../log/message.model.js";

/** An entry as a follower is told of it. */
export interface Told {
  readonly entry: Message;
  /** Whether the follower has not been told of it before, whatever its latest change is. */
  readonly isNew: boolean;
}

/** What somebody does with what they follow. */
export interface FollowerHandler {
  /** So many conversations at a time on one node. */
  readonly atOnce: number;
  /** Waits between tries. */
  readonly retry: { readonly minMs: number; readonly maxMs: number };
  /**
   * One after the other in a conversation. Resolves once it is in effect; what rejects is tried again for
   * as long as the follower exists. After a crash an entry may come again: id and revision tell.
   */
  handle(told: Told): Promise<void>;
}
