import type { Message } from "../log/message.model.js";

/** An entry as a follower is told of it. */
export interface Told {
  readonly entry: Message;
  /** Whether the follower has not been told of it before, whatever its latest change is. */
  readonly isNew: boolean;
}

/** Whoever is told could not be reached for now, or does not take it. It is theirs to see to, and no fault of ours. */
export class NotDelivered extends Error {}

/** It is paused, or gone, and this node had not heard of it: it goes on where it was. */
export class NotNow extends Error {}

/** What a follower does with what it is told. */
export interface FollowerHandler {
  /** How many conversations it works on at a time on one node. */
  readonly atOnce: number;
  /** Waits between tries. */
  readonly retry: { readonly minMs: number; readonly maxMs: number };
  /**
   * One after the other in a conversation. Resolves once it is in effect; what rejects is tried again for
   * as long as the follower exists, and is a fault of ours unless it is NotDelivered or NotNow. After a crash an entry may come again: id and revision tell.
   */
  handle(told: Told): Promise<void>;
}
