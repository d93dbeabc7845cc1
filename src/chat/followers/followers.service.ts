import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { FollowerHandler } from "./follower-handler.js";
import type { FollowerPositions, Lag } from "./follower-positions.js";
import { FollowerRun, type RunDependencies } from "./follower-run.js";
import type { FreshStart } from "./fresh-start.js";
import type { Follower } from "./follower.model.js";

const LOOK_EVERY_MS = 1_000;

export interface FollowersDependencies extends RunDependencies {
  readonly followers: Model<Follower>;
  readonly positions: FollowerPositions;
  readonly fresh: FreshStart;
}

/** All that follows the logs: each on every node, and one node at a time in a conversation. */
export class Followers {
  private readonly runs = new Map<string, FollowerRun>();
  private readonly handlers = new Map<string, (name: string) => FollowerHandler>();
  private readonly pauses = new Batcher((ids: readonly string[]) => this.arePaused(ids));
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(private readonly deps: FollowersDependencies) {}

  /** What is done for the followers of that kind; the part of their names behind the kind says for which. */
  serve(kind: string, handler: (name: string) => FollowerHandler): void {
    this.handlers.set(kind, handler);
  }

  /** May be repeated: what is there goes on as it is. From when on it follows. */
  async begin(_id: string, from: Date): Promise<Date> {
    try {
      await this.deps.followers.create({ _id, from, seen: from, epoch: 0, paused: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    this.wake();
    return (await this.deps.followers.findById(_id).lean())?.from ?? from;
  }

  /** One that there was none of, and what was written before is not for it: whatever the clocks of nodes say. */
  async beginAfresh(_id: string, now: Date): Promise<void> {
    await this.begin(_id, await this.deps.fresh.at(now, _id));
  }

  /** As it is now, whatever this node remembers; also true of one that is gone. */
  isPaused(_id: string): Promise<boolean> {
    return this.pauses.ask(_id);
  }

  async pause(_id: string, paused: boolean): Promise<void> {
    await this.deps.followers.updateOne({ _id }, { $set: { paused } });
    this.wake();
  }

  /** What was written since comes once more; what was not handed over yet stays that. */
  async goBack(_id: string, to: Date): Promise<void> {
    await this.deps.followers.updateOne(
      { _id },
      { $set: { backTo: to }, $min: { from: to, seen: to }, $inc: { epoch: 1 } },
    );
    this.wake();
  }

  async end(_id: string): Promise<void> {
    await this.deps.followers.deleteOne({ _id });
    await this.forget(_id);
  }

  lags(names: readonly string[]): Promise<ReadonlyMap<string, Lag>> {
    return this.deps.positions.lags(names);
  }

  /** Of all kinds that are served: the longest lag, and the sum of what is to be done. */
  async byKind(): Promise<{ kind: string; lagSeconds: number; undelivered: number }[]> {
    const names = (await this.all()).map(({ _id }) => _id);
    const lags = [...(await this.lags(names))];
    const now = this.deps.now().getTime();
    return [...this.handlers.keys()].map((kind) => {
      const own = lags.flatMap(([name, lag]) => (kindOf(name) === kind ? [lag] : []));
      const ages = own.map(({ behindSince }) => now - (behindSince?.getTime() ?? now));
      const undelivered = own.reduce((sum, one) => sum + one.undelivered, 0);
      return { kind, lagSeconds: Math.max(0, ...ages) / 1_000, undelivered };
    });
  }

  all(): Promise<Follower[]> {
    return this.deps.followers.find().sort({ _id: 1 }).lean();
  }

  /** Something was written here: whoever is on this node goes on at once. */
  hear(conversationId: Types.ObjectId, revision: number): void {
    for (const run of this.runs.values()) run.hear(conversationId, revision);
  }

  start(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.looking;
    await Promise.all([...this.runs.values()].map((run) => run.stop()));
    this.runs.clear();
  }

  private async arePaused(ids: readonly string[]): Promise<boolean[]> {
    const running = await this.deps.followers
      .find({ _id: { $in: [...new Set(ids)] }, paused: false })
      .select("_id")
      .lean();
    const known = new Set(running.map(({ _id }) => _id));
    return ids.map((id) => !known.has(id));
  }

  private wake(): void {
    if (this.timer) this.looking ??= this.look().finally(() => (this.looking = null));
  }

  private async look(): Promise<void> {
    try {
      const rows = await this.all();
      const ids = new Set(rows.map(({ _id }) => _id));
      for (const id of this.runs.keys()) if (!ids.has(id)) await this.forget(id);
      for (const row of rows) this.runOf(row)?.look();
    } catch (error) {
      this.deps.onFault("followers cannot be looked after", error);
    }
  }

  /** Each node does so: any may have written a position meanwhile. */
  private async forget(id: string): Promise<void> {
    await this.runs.get(id)?.stop();
    this.runs.delete(id);
    await this.deps.positions.forget(id);
  }

  private runOf(follower: Follower): FollowerRun | null {
    const known = this.runs.get(follower._id);
    if (known) {
      known.follower = follower;
      return known;
    }
    const kind = kindOf(follower._id);
    const handler = this.handlers.get(kind)?.(follower._id.slice(kind.length + 1));
    if (!handler) return null;
    const run = new FollowerRun(this.deps, follower, handler);
    this.runs.set(follower._id, run);
    return run;
  }
}

function kindOf(name: string): string {
  return name.slice(0, name.indexOf(":"));
}
