import { notFound } from "../../platform/core/errors.js";
import type { OnFault } from "../../platform/core/fault.js";
import type { Audiences } from "./audiences.js";
import type { Batches } from "./batches.js";
import type { FeedEvent } from "./feed-event.js";
import { encodeId } from "./frame.js";
import { userChannel, type Hint, type HintBus } from "../../platform/hints/hint.js";
import type { LiveRequest } from "./live-request.js";
import type { LogCursor } from "./log-cursor.js";
import { LogCursors } from "./log-cursors.js";
import type { LogTails } from "./log-tails.js";
import type { Memberships, Stay } from "./memberships.js";
import type { FrameWriter } from "./frame-writer.js";
import type { OperationRenderer } from "./operation-renderer.js";
import { ReaderBlocks, type Blocks } from "./reader-blocks.js";
import type { LogOrder } from "./log-order.js";
import { templateOf } from "./template.js";

export interface SubscriptionDependencies {
  readonly request: LiveRequest;
  readonly order: LogOrder;
  readonly operationId: string;
  readonly writer: FrameWriter;
  readonly renderer: OperationRenderer;
  readonly tails: LogTails;
  readonly audiences: Audiences;
  readonly batches: Batches;
  readonly bus: HintBus;
  readonly memberships: Memberships;
  readonly blocks: Blocks;
  readonly onFault: OnFault;
  /** Ends the operation towards the client. */
  readonly complete: () => void;
}

/** One live operation on one socket: a cursor for each conversation, and nothing queued. */
export class LiveSubscription {
  private readonly cursors: LogCursors;
  private readonly operationId: Buffer;
  private readonly blocks: ReaderBlocks;
  private stopListening: () => void = () => undefined;
  private closed = false;

  constructor(private readonly deps: SubscriptionDependencies) {
    const { request, operationId, renderer, blocks, onFault } = deps;
    this.operationId = encodeId(operationId);
    this.blocks = new ReaderBlocks(
      async () => renderer.distinguishesBlocks && blocks.any(this.userId),
      () => this.cursors.changeClass(),
      (error) => onFault("blocks cannot be read", error, { userId: this.userId }),
    );
    this.cursors = new LogCursors({
      ...deps,
      viewer: request.viewer,
      userId: this.userId,
      since: request.followed.since,
      others: request.followed.others ?? "live",
      operationId: this.operationId,
      hasBlocks: this.blocks.hasAny,
      onLost: (conversationId) => this.onLost(conversationId),
    });
  }

  /** Listens first, then takes its places. Rejects when the log cannot be read. */
  async begin(): Promise<void> {
    const { bus, memberships, request, writer } = this.deps;
    const { conversationId } = request.followed;
    this.stopListening = bus.listen(userChannel(this.userId), (hint) => this.onHint(hint));
    const [found] = await Promise.all([
      conversationId
        ? memberships.find(this.userId, conversationId).then((row) => [row])
        : memberships.all(this.userId),
      this.blocks.refresh(),
    ]);
    const current = found.filter((row): row is Stay => row !== null && !row.leftAt);
    const taken = await Promise.all(current.map((row) => this.cursors.follow(row)));
    if (conversationId && !taken.some(Boolean) && !this.closed) throw notFound("conversation");
    const places = this.cursors.all.map(([id, { reached }]) => [id, reached] as const);
    writer.begin(new Map(places), { only: !this.followsAll });
  }

  /** Replays what was missed, announces that it is over, then goes live. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.replayAll();
    } catch (error) {
      this.deps.onFault("a subscription has failed", error, { userId: this.userId });
      this.deps.complete();
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopListening();
    this.cursors.close();
  }

  /**
   * With the bus away no hint tells of joining or clearing: `rows` are the memberships as they are now. Of
   * leaving the log tells, which is read on by head checks.
   */
  async recheck(rows: readonly Stay[]): Promise<void> {
    const ids = this.followsAll ? rows.map((row) => row.conversationId.toHexString()) : [];
    const joined = ids.filter((id) => !this.cursors.has(id));
    const outdated = rows.filter((row) => this.cursors.isOutdated(row));
    const changed = outdated.map((row) => row.conversationId.toHexString());
    await Promise.all([this.cursors.recheck(...joined, ...changed), this.blocks.refresh()]);
  }

  get followsAll(): boolean {
    return this.deps.request.followed.conversationId === null;
  }

  get userId(): string {
    return this.deps.request.viewer.userId.toHexString();
  }

  private async replayAll(): Promise<void> {
    const { since } = this.deps.request.followed;
    const cursors = this.cursors.all;
    // Each in its turn on the socket; what they read at the same time is read together.
    const counts = await Promise.all(cursors.map(([id, cursor]) => this.replay(id, cursor)));
    const replayed = counts.reduce((sum, count) => sum + count, 0);
    const unlisted = cursors.map(([id]) => id).filter((id) => !since.has(id));
    const positions = new Map(cursors.map(([id, { reached }]) => [id, reached]));
    await this.announce({ kind: "caughtUp", replayed, unlisted, positions });
    await this.cursors.goLive();
  }

  private async replay(conversationId: string, cursor: LogCursor): Promise<number> {
    const { missed } = cursor;
    if (missed > this.deps.order.maxReplay) {
      const position = cursor.skip();
      await this.announce({ kind: "resync", conversationId, position, missed });
    }
    return cursor.replay();
  }

  private onHint(hint: Hint): void {
    const { followed } = this.deps.request;
    if (hint.kind === "blocks") void this.blocks.refresh();
    if (hint.kind !== "memberships") return;
    if (followed.conversationId && followed.conversationId !== hint.conversationId) return;
    void this.cursors.recheck(hint.conversationId);
  }

  private onLost(conversationId: string): void {
    if (!this.followsAll) return this.deps.complete();
    // Taken back in the meantime: the hint of it may have found the cursor that is now gone.
    void this.cursors.recheck(conversationId);
  }

  /** Events of this subscription alone. */
  private async announce(event: FeedEvent): Promise<void> {
    const { renderer, writer, request } = this.deps;
    const { payloads } = await renderer.render([event], request);
    if (this.closed || payloads.length === 0) return;
    const { operationId } = this;
    const log = event.kind === "resync" ? event.conversationId : null;
    writer.write(templateOf(payloads, operationId), operationId, log);
  }
}
