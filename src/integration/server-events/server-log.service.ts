import { Types } from "mongoose";
import type { FollowerHandler, Told } from "../../chat/followers/follower-handler.js";
import { SKEW_MS } from "../../chat/followers/fresh-start.js";
import { writtenAt } from "../../chat/followers/log-start.js";
import type { Followers } from "../../chat/followers/followers.service.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { Hint } from "../../platform/hints/hint.js";
import { serverEventTypeOf } from "./event-type-of.js";
import type { NewServerEntry, ServerEntry } from "./server-entry.model.js";
import type { ServerLogStore } from "./server-log-store.js";

export const SERVER_LOG_KIND = "events";
const FOLLOWER = `${SERVER_LOG_KIND}:all`;
/** Of all logs that are followed live this is one, whose id no conversation has. */
export const SERVER_LOG_ID = new Types.ObjectId("000000000000000000000000");
/** The newest stay however old they are: whoever follows live replays so many. */
export const SERVER_REPLAY_MAX = 10_000;
const PRUNED_EVERY = 1_024;
const AT_ONCE = 32;

export interface ServerLogDependencies {
  readonly store: ServerLogStore;
  readonly followers: Pick<Followers, "begin">;
  readonly publish: (hint: Hint) => void;
  /** By the database's clock. */
  readonly now: () => Date;
  readonly keepMs: number;
}

/** All logs as one: what happens in conversations, in the order in which this log was told of it. */
export class ServerLog implements FollowerHandler {
  readonly atOnce = AT_ONCE;
  readonly retry = { minMs: 500, maxMs: 30_000 };
  private readonly appends: Batcher<NewServerEntry, number>;
  private begun: Promise<Date> | null = null;

  constructor(private readonly deps: ServerLogDependencies) {
    this.appends = new Batcher(async (entries) => {
      const end = await deps.store.append(entries);
      // To the nodes that follow it, a log is a log, whatever is in it.
      const conversationId = SERVER_LOG_ID.toHexString();
      deps.publish({ kind: "log", conversationId, seq: 0, revision: end });
      if (end % PRUNED_EVERY < entries.length) await this.prune();
      return entries.map(() => end);
    });
  }

  /** It is written from the first time on that somebody asks for it: since when. */
  begin(): Promise<Date> {
    // A little earlier: what nodes write whose clocks are slow is new too, and what is older does no harm.
    const from = new Date(this.deps.now().getTime() - SKEW_MS);
    this.begun ??= this.deps.followers.begin(FOLLOWER, from);
    this.begun.catch(() => (this.begun = null));
    return this.begun;
  }

  async handle(told: Told): Promise<void> {
    const { _id: messageId, conversationId, revision } = told.entry;
    const type = serverEventTypeOf(told);
    const at = writtenAt(told.entry);
    await this.appends.ask({ conversationId, revision, messageId, type, writtenAt: at });
  }

  range(from: number, to: number): Promise<ServerEntry[]> {
    return this.deps.store.range(from, to);
  }

  end(): Promise<number> {
    return this.deps.store.end();
  }

  gone(): Promise<number> {
    return this.deps.store.gone();
  }

  private prune(): Promise<void> {
    const before = new Date(this.deps.now().getTime() - this.deps.keepMs);
    return this.deps.store.prune(before, 2 * SERVER_REPLAY_MAX);
  }
}
