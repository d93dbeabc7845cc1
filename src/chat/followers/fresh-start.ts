import type { Model } from "mongoose";
import type { LogHeads } from "../log/log-heads.js";
import type { Message } from "../log/message.model.js";
import { writtenLogs } from "../log/written-logs.js";
import type { FollowerPositions } from "./follower-positions.js";

/** Clocks of nodes are off by no more. */
export const SKEW_MS = 15_000;
/** Ids of messages are a little older than what they are of. */
const MARGIN_MS = 10_000;
const AT_ONCE = 500;

export interface FreshStartDependencies {
  readonly messages: Model<Message>;
  readonly heads: Pick<LogHeads, "many">;
  readonly positions: FollowerPositions;
}

/**
 * Where a new follower begins. What says when an entry was written is the clock of its node, which may be
 * slow: by time alone what that writes next would count as older. So a follower looks back further,
 * and where something was written lately it begins at the end of the log as it is now.
 */
export class FreshStart {
  constructor(private readonly deps: FreshStartDependencies) {}

  /** Before the follower is there. From when on it is to follow. */
  async at(now: Date, follower: string): Promise<Date> {
    const { messages, heads, positions } = this.deps;
    const from = new Date(now.getTime() - SKEW_MS);
    const ids = await writtenLogs(messages, new Date(from.getTime() - MARGIN_MS));
    for (let begin = 0; begin < ids.length; begin += AT_ONCE)
      await positions.startAt(follower, await heads.many(ids.slice(begin, begin + AT_ONCE)));
    return from;
  }
}
