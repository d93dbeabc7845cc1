import type { Types } from "mongoose";
import type { Membership } from "../conversations/membership.model.js";
import type { LogEnd } from "../log/log-ends.js";
import { closable } from "./closable.js";
import { FeedPosition, type Entry } from "./feed-position.js";
import { logChannel, userChannel, type Hint, type HintBus } from "./hint.js";
import type { Track } from "./track.js";

/** What a feed reads from: the truth behind every hint. */
export interface FeedSource {
  /** Also of somebody who has left. */
  membership(userId: Types.ObjectId, conversationId: string): Promise<Membership | null>;
  /** Of the conversations that the user is in now. */
  memberships(userId: Types.ObjectId): Promise<Membership[]>;
  ends(conversationIds: readonly Types.ObjectId[]): Promise<LogEnd[]>;
}

export interface FeedRequest {
  readonly userId: Types.ObjectId;
  readonly sessionId: Types.ObjectId;
  /** One conversation, or null for all that the user is in, those joined later included. */
  readonly conversationId: string | null;
  /** The last position that the client has, by conversation. */
  readonly since: ReadonlyMap<string, number>;
}

export type FeedEvent =
  | ({ readonly kind: "entry"; readonly replayed: boolean } & Entry)
  | { readonly kind: "caughtUp"; readonly replayed: number; readonly unlisted: readonly string[] }
  | {
      readonly kind: "resync";
      readonly conversationId: string;
      readonly position: number;
      readonly missed: number;
    };

/**
 * One subscription to a log: positions and a wake-up, nothing queued. It listens first, then reads
 * what was missed, then waits; whoever does not ask for the next event costs nothing.
 */
export class Feed {
  private readonly positions = new Map<string, FeedPosition>();
  /** Conversations to look at: there is something to read, or the membership changed. */
  private readonly dirty = new Set<string>();
  private readonly unlisted: string[] = [];
  private readonly closing = new AbortController();
  private wake: () => void = () => undefined;

  constructor(
    private readonly bus: HintBus,
    private readonly source: FeedSource,
    private readonly track: Track,
    private readonly request: FeedRequest,
    private readonly onClosed: () => void,
  ) {}

  /** How many conversations it follows. */
  get size(): number {
    return this.positions.size;
  }

  /** Registers, then yields in order; ends when closed, or when its one conversation is lost. */
  async open(): Promise<AsyncIterableIterator<FeedEvent>> {
    const { userId, conversationId } = this.request;
    const stop = this.bus.listen(userChannel(userId.toHexString()), (hint) => this.onHint(hint));
    this.closing.signal.addEventListener("abort", stop);
    try {
      const found = conversationId
        ? [await this.source.membership(userId, conversationId)]
        : await this.source.memberships(userId);
      await this.follow(
        found.filter((row): row is Membership => row !== null && row.leftAt === null),
      );
    } catch (error) {
      this.close();
      throw error;
    }
    return closable(this.events(), () => this.close());
  }

  close(): void {
    this.closing.abort();
    for (const { stopListening } of this.positions.values()) stopListening();
    this.positions.clear();
    this.wake();
    this.onClosed();
  }

  private async *events(): AsyncGenerator<FeedEvent, undefined> {
    try {
      yield* this.replay();
      while (!this.closing.signal.aborted) {
        const [next] = this.dirty;
        if (next !== undefined) yield* this.live(next);
        else if (this.request.conversationId && this.positions.size === 0) return;
        else await this.sleep();
      }
    } finally {
      this.close();
    }
  }

  /** What was missed when it opened; what comes in the meantime is left for the live part. */
  private async *replay(): AsyncGenerator<FeedEvent, void> {
    let replayed = 0;
    const behind = [...this.positions].filter(([, { missed }]) => missed > 0);
    for (const [conversationId, position] of behind) {
      const { missed } = position;
      if (missed > this.track.maxReplay)
        yield { kind: "resync", conversationId, position: position.skip(), missed };
      // Pages, so that the backlog is in memory only as far as it was asked for.
      while (position.missed > 0 && !this.closing.signal.aborted) {
        const page = await this.page(conversationId, position.backlogEnd);
        if (!page) break;
        replayed += page.length;
        for (const entry of page) yield { kind: "entry", replayed: true, ...entry };
      }
    }
    yield { kind: "caughtUp", replayed, unlisted: this.unlisted.splice(0) };
  }

  /** One page of one conversation; a longer backlog comes round again behind the others. */
  private async *live(id: string): AsyncGenerator<FeedEvent, void> {
    this.dirty.delete(id);
    if (!this.positions.has(id)) return this.join(id);
    const page = await this.page(id, Infinity);
    for (const entry of page ?? []) {
      if (this.closing.signal.aborted) return;
      yield { kind: "entry", replayed: false, ...entry };
    }
    if (this.positions.get(id)?.isBehind) this.dirty.add(id);
  }

  /** Null: the conversation is lost, after its last page. */
  private async page(id: string, end: number): Promise<Entry[] | null> {
    const position = this.positions.get(id);
    const membership = position && (await this.source.membership(this.request.userId, id));
    if (!membership) return this.drop(id);
    const page = await position.next(membership, end);
    if (membership.leftAt && !position.isBehind) this.drop(id);
    return page;
  }

  private async join(id: string): Promise<void> {
    const membership = await this.source.membership(this.request.userId, id);
    if (!membership || membership.leftAt) return;
    await this.follow([membership], this.track.joinedAt(membership) - 1);
    this.dirty.add(id);
  }

  /** Listens, then looks how far the logs are: what comes in between is seen twice, not missed. */
  private async follow(memberships: readonly Membership[], start?: number): Promise<void> {
    const ids = memberships.map(({ conversationId }) => conversationId);
    for (const id of ids.map((one) => one.toHexString())) {
      const stop = this.bus.listen(logChannel(id), (hint) => this.onHint(hint));
      this.positions.set(id, new FeedPosition(this.track, stop));
    }
    const ends = await this.source.ends(ids);
    for (const membership of memberships) {
      const { conversationId } = membership;
      const id = conversationId.toHexString();
      const end = ends.find((one) => one.conversationId.equals(conversationId));
      const head = end ? this.track.head(end) : 0;
      const since = start ?? this.request.since.get(id);
      if (since === undefined) this.unlisted.push(id);
      const from = Math.max(Math.min(since ?? head, head), this.track.joinedAt(membership) - 1);
      this.positions.get(id)?.begin(from, head);
    }
  }

  private drop(id: string): null {
    this.positions.get(id)?.stopListening();
    this.positions.delete(id);
    this.dirty.delete(id);
    return null;
  }

  private onHint(hint: Hint): void {
    if (hint.kind === "log") {
      this.positions.get(hint.conversationId)?.extend(this.track.head(hint));
      this.dirty.add(hint.conversationId);
    } else if (hint.kind === "memberships" && this.concerns(hint.conversationId))
      this.dirty.add(hint.conversationId);
    else if (
      hint.kind === "sessionEnded" &&
      this.request.sessionId.toHexString() === hint.sessionId
    )
      this.close();
    this.wake();
  }

  private concerns(conversationId: string): boolean {
    return !this.request.conversationId || this.request.conversationId === conversationId;
  }

  private async sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (this.dirty.size > 0 || this.closing.signal.aborted) resolve();
    });
  }
}
