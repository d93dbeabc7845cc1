import type { Membership } from "../../chat/membership/membership.model.js";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import type { OnFault } from "../../platform/core/fault.js";
import type { FeedEvent } from "./feed-event.js";
import { Follower } from "./follower.js";
import { encodeId, FrameTemplate } from "./frame.js";
import { userChannel, type Hint, type HintBus } from "../../platform/hints/hint.js";
import type { Lanes } from "./lanes.js";
import type { LiveRequest } from "./live-request.js";
import type { LogTail } from "./log-tail.js";
import type { LogTails } from "./log-tails.js";
import type { Memberships } from "./memberships.js";
import type { Outlet } from "./outlet.js";
import type { Presentation } from "./presentation.js";
import { ReaderBlocks, type Blocks } from "./reader-blocks.js";
import type { ReplayPages } from "./replay-pages.js";
import type { Track } from "./track.js";

const MAX_TRIES = 10;

export interface SubscriptionParts {
  readonly request: LiveRequest;
  readonly track: Track;
  readonly operationId: string;
  readonly outlet: Outlet;
  readonly presentation: Presentation;
  readonly tails: LogTails;
  readonly lanes: Lanes;
  readonly pages: ReplayPages;
  readonly bus: HintBus;
  readonly memberships: Memberships;
  readonly blocks: Blocks;
  readonly onFault: OnFault;
  /** Ends the operation towards the client. */
  readonly complete: () => void;
}

/** One live operation on one socket: a follower for each conversation, and nothing queued. */
export class LiveSubscription {
  private readonly followers = new Map<string, Follower>();
  private readonly operationId: Buffer;
  /** Conversations whose membership may have changed. */
  private readonly changed = new Set<string>();
  private readonly blocks: ReaderBlocks;
  private stopListening: () => void = () => undefined;
  private live = false;
  private closed = false;

  constructor(private readonly parts: SubscriptionParts) {
    this.operationId = encodeId(parts.operationId);
    this.blocks = new ReaderBlocks(
      async () => parts.presentation.distinguishesBlocks && parts.blocks.any(this.userId),
      () => this.changeClass(),
      (error) => parts.onFault("blocks cannot be read", error, { userId: this.userId }),
    );
  }

  /** Listens first, then takes its places. Rejects when the log cannot be read. */
  async begin(): Promise<void> {
    const { bus, memberships, request } = this.parts;
    const { conversationId } = request.followed;
    this.stopListening = bus.listen(userChannel(this.userId), (hint) => this.onHint(hint));
    const [found] = await Promise.all([
      conversationId
        ? memberships.find(this.userId, conversationId).then((row) => [row])
        : memberships.all(this.userId),
      this.blocks.refresh(),
    ]);
    const current = found.filter((row): row is Membership => row !== null && !row.leftAt);
    const followers = await Promise.all(current.map((row) => this.follow(row)));
    if (conversationId && !followers.some(Boolean) && !this.closed) throw notFound("conversation");
  }

  /** Replays what was missed, announces that it is over, then goes live. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.replayAll();
    } catch (error) {
      this.parts.onFault("a subscription has failed", error, { userId: this.userId });
      this.parts.complete();
    }
  }

  private async replayAll(): Promise<void> {
    const { since } = this.parts.request.followed;
    const followers = [...this.followers];
    let replayed = 0;
    for (const [conversationId, follower] of followers) {
      const { missed } = follower;
      if (missed > this.parts.track.maxReplay)
        await this.announce({ kind: "resync", conversationId, position: follower.skip(), missed });
      replayed += await follower.replay();
    }
    const unlisted = followers.map(([id]) => id).filter((id) => !since.has(id));
    await this.announce({ kind: "caughtUp", replayed, unlisted });
    this.live = true;
    for (const [, follower] of followers) follower.joinOrPull();
    await this.refresh();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopListening();
    for (const [conversationId, follower] of this.followers) {
      follower.close();
      this.parts.tails.release(conversationId);
    }
    this.followers.clear();
  }

  /**
   * With the bus away no hint tells of joining: `rows` are the memberships as they are now. Of
   * leaving the log tells, which is read on by head checks.
   */
  async recheck(rows: readonly Membership[]): Promise<void> {
    if (this.followsAll)
      for (const row of rows)
        if (!this.followers.has(row.conversationId.toHexString()))
          this.changed.add(row.conversationId.toHexString());
    await Promise.all([this.refresh(), this.blocks.refresh()]);
  }

  get followsAll(): boolean {
    return this.parts.request.followed.conversationId === null;
  }

  get userId(): string {
    return this.parts.request.viewer.userId.toHexString();
  }

  private onHint(hint: Hint): void {
    const { followed } = this.parts.request;
    if (hint.kind === "blocks") void this.blocks.refresh();
    if (hint.kind !== "memberships") return;
    if (followed.conversationId && followed.conversationId !== hint.conversationId) return;
    this.changed.add(hint.conversationId);
    void this.refresh();
  }

  /** Moves every follower to the lane of the reader's new class. */
  private changeClass(): void {
    if (this.live) for (const follower of this.followers.values()) follower.fallBehind();
  }

  private async refresh(): Promise<void> {
    if (!this.live) return;
    for (const conversationId of this.changed) {
      this.changed.delete(conversationId);
      const follower = this.followers.get(conversationId);
      if (follower) follower.fallBehind();
      else
        await this.join(conversationId).catch((error: unknown) => {
          const place = { conversationId, userId: this.userId };
          this.parts.onFault("memberships cannot be read", error, place);
          this.retry(conversationId);
        });
    }
  }

  private async join(conversationId: string): Promise<void> {
    const found = await this.parts.memberships.find(this.userId, conversationId);
    if (!found || found.leftAt) return;
    const follower = await this.follow(found, this.parts.track.joinedAt(found) - 1);
    follower?.joinOrPull();
  }

  private retry(conversationId: string): void {
    setTimeout(() => {
      this.changed.add(conversationId);
      if (!this.closed) void this.refresh();
    }, 500).unref();
  }

  /** From `start`, or else where the client says, or else from the end on. */
  private async follow(membership: Membership, start?: number): Promise<Follower | null> {
    const { tails, track, request } = this.parts;
    const id = membership.conversationId.toHexString();
    const asked = start ?? request.followed.since.get(id) ?? 0;
    const tail = await tails.acquire(id, (head) => track.head(head) >= asked);
    try {
      const current = await this.current(membership, tail);
      if (current && !this.closed && !this.followers.has(id)) {
        const head = track.head(tail.head);
        const since = start ?? request.followed.since.get(id) ?? head;
        const position = Math.min(head, Math.max(since, track.joinedAt(current) - 1));
        const follower = this.follower(tail, current, position);
        this.followers.set(id, follower);
        return follower;
      }
    } catch (error) {
      tails.release(id);
      throw error;
    }
    tails.release(id);
    return null;
  }

  /** As the log says up to the tail's head, whatever the row said. Null: no member any more. */
  private async current(membership: Membership, tail: LogTail): Promise<Membership | null> {
    const { userId } = this;
    let current: Membership | null = membership;
    const isOutdated = (): boolean => (current?.appliedSeq ?? 0) < tail.lastAbout(userId);
    for (let tries = 0; current && !current.leftAt && isOutdated(); tries += 1) {
      if (tries === MAX_TRIES)
        throw new AppError(
          ErrorCode.SERVICE_UNAVAILABLE,
          "Who may read changes too fast: try again.",
        );
      current = await this.parts.memberships.find(userId, tail.id.toHexString());
    }
    return current && !current.leftAt ? current : null;
  }

  private follower(tail: LogTail, membership: Membership, position: number): Follower {
    const { track, presentation, outlet, lanes, pages, memberships, request, onFault } = this.parts;
    const { operationId, userId } = this;
    const id = tail.id.toHexString();
    const authorise = (): Promise<Membership | null> => memberships.find(userId, id);
    const onLost = (): void => this.lose(id);
    const { viewer } = request;
    const hasBlocks = this.blocks.hasAny;
    const parts = {
      tail,
      track,
      viewer,
      presentation,
      outlet,
      operationId,
      lanes,
      pages,
      hasBlocks,
      authorise,
      onFault,
      onLost,
    };
    return new Follower(parts, membership, position);
  }

  private lose(conversationId: string): void {
    if (!this.followers.delete(conversationId)) return;
    this.parts.tails.release(conversationId);
    if (this.parts.request.followed.conversationId) return this.parts.complete();
    // Taken back in the meantime: the hint of it may have found the follower that is now gone.
    this.changed.add(conversationId);
    void this.refresh();
  }

  /** Events of this subscription alone. */
  private async announce(event: FeedEvent): Promise<void> {
    const { presentation, outlet, request } = this.parts;
    const { payloads } = await presentation.render([event], request);
    if (this.closed || payloads.length === 0) return;
    outlet.write(new FrameTemplate(payloads, this.operationId.length), this.operationId);
  }
}
