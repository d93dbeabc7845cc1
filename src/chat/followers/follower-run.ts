import type { Types } from "mongoose";
import type { FollowerHandler } from "./follower-handler.js";
import type { FollowerPositions, News } from "./follower-positions.js";
import { FollowerTurn, type TurnDependencies } from "./follower-turn.js";
import type { Follower } from "./follower.model.js";
import { Gathering } from "./gathering.js";
import type { NewsFinder } from "./news-finder.js";

/** More is found again by the rows. */
const MAX_WAITING = 10_000;
const DUE_AT_ONCE = 500;

export interface RunDependencies extends Omit<TurnDependencies, "isStopping"> {
  readonly positions: FollowerPositions;
  readonly finder: () => NewsFinder;
}

/** One follower on this node. */
export class FollowerRun {
  private readonly waiting = new Map<string, News>();
  private readonly atWork = new Map<string, Promise<void>>();
  private readonly finder: NewsFinder;
  private readonly gathering = new Gathering((news) => this.begin(news));
  private looking: Promise<void> | null = null;
  private isFailing = false;
  private stopping = false;

  constructor(
    private readonly deps: RunDependencies,
    public follower: Follower,
    private readonly handler: FollowerHandler,
  ) {
    this.finder = deps.finder();
  }

  /** A log goes that far. */
  hear(conversationId: Types.ObjectId, head: number): void {
    if (this.stopping || this.follower.paused) return;
    this.gathering.add(conversationId.toHexString(), { conversationId, head });
  }

  /** Looks for what nobody has told it. */
  look(): void {
    if (!this.stopping) this.looking ??= this.search().finally(() => (this.looking = null));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.gathering.stop();
    this.waiting.clear();
    await this.looking;
    await Promise.all(this.atWork.values());
  }

  private async search(): Promise<void> {
    const { positions, onFault } = this.deps;
    try {
      await this.finder.look(this.follower);
      if (this.follower.paused) return;
      for (const row of await positions.due(this.follower._id, DUE_AT_ONCE))
        this.hear(row.conversationId, row.head);
    } catch (error) {
      onFault("followers cannot be looked after", error);
    }
  }

  private begin(news: ReadonlyMap<string, News>): void {
    for (const [hex, { conversationId, head }] of news) {
      const known = this.waiting.get(hex);
      if (!known && this.waiting.size >= MAX_WAITING) continue;
      this.waiting.set(hex, { conversationId, head: Math.max(head, known?.head ?? 0) });
    }
    this.pump();
  }

  private pump(): void {
    for (const [hex, news] of this.waiting) {
      if (this.stopping || this.atWork.size >= this.handler.atOnce) return;
      if (this.atWork.has(hex)) continue;
      this.waiting.delete(hex);
      const work = this.turn(news).finally(() => {
        this.atWork.delete(hex);
        if (this.waiting.size > 0) this.pump();
      });
      this.atWork.set(hex, work);
    }
  }

  private async turn(news: News): Promise<void> {
    const isStopping = (): boolean => this.stopping || this.follower.paused;
    try {
      const turn = new FollowerTurn({ ...this.deps, isStopping }, this.follower, this.handler);
      const end = await turn.take(news);
      // Its place is still taken until then: it comes again behind those that wait.
      if (end === "more") this.begin(new Map([[news.conversationId.toHexString(), news]]));
      // It is found again when it is due.
      if (end === "failed") this.isFailing = true;
      if (end === "done" && this.isFailing) {
        this.isFailing = false;
        await this.deps.positions.wake(this.follower._id);
      }
    } catch (error) {
      const conversationId = news.conversationId.toHexString();
      this.deps.onFault("a follower cannot go on", error, { conversationId });
    }
  }
}
