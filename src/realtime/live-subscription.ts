import { notFound } from "../errors.js";
import { Follower } from "./follower.js";
import { encodeId, FrameTemplate } from "./frame.js";
import { userChannel, type Hint, type HintBus } from "./hint.js";
import type { Lanes } from "./lanes.js";
import type { LiveRequest } from "./live-request.js";
import type { LogTail } from "./log-tail.js";
import type { LogTails } from "./log-tails.js";
import type { Outlet } from "./outlet.js";
import type { Presentation, Reader } from "./presentation.js";
import type { Head, LogSource } from "./stream.js";

/** What a member may read: everything from `joined` on. */
export interface Readable {
  readonly conversationId: string;
  readonly joined: Head;
}

export interface Membership {
  /** Null when that user may not read the conversation now. */
  find(userId: string, conversationId: string): Promise<Readable | null>;
  all(userId: string): Promise<Readable[]>;
}

export interface SubscriptionParts {
  readonly request: LiveRequest;
  readonly operationId: string;
  readonly outlet: Outlet;
  readonly presentation: Presentation;
  readonly tails: LogTails;
  readonly lanes: Lanes;
  readonly log: LogSource;
  readonly bus: HintBus;
  readonly membership: Membership;
  /** Ends the operation towards the client. */
  readonly complete: () => void;
}

/** One live operation on one socket: a follower for each conversation, and nothing queued. */
export class LiveSubscription {
  private readonly followers = new Map<string, Follower>();
  private readonly operationId: Buffer;
  private readonly changed = new Set<string>();
  private stopListening: () => void = () => undefined;
  private started = false;
  private closed = false;

  constructor(private readonly parts: SubscriptionParts) {
    this.operationId = encodeId(parts.operationId);
  }

  /** Listens first, then takes its places. Rejects when the log cannot be read. */
  async begin(): Promise<void> {
    const { request, bus, membership } = this.parts;
    this.stopListening = bus.listen(userChannel(this.userId), (hint) => this.onHint(hint));
    const readable = request.conversationId
      ? [await membership.find(this.userId, request.conversationId)]
      : await membership.all(this.userId);
    if (request.conversationId && !readable[0]) throw notFound("conversation");
    await Promise.all(readable.map((found) => found && this.follow(found, "start")));
  }

  /** What was missed, then word of it, then live. Never rejects. */
  async run(): Promise<void> {
    const followers = [...this.followers];
    const { since, stream } = this.parts.request;
    let replayed = 0;
    for (const [conversationId, follower] of followers) {
      if (follower.missed > stream.replayMax) await this.resync(conversationId, follower);
      replayed += await follower.replay();
    }
    const unlisted = followers.map(([id]) => id).filter((id) => !since.has(id));
    if (stream.name === "changes")
      await this.announce({ __typename: "CaughtUp", replayed, unlisted });
    this.started = true;
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

  /** With the bus away no hint tells of joining: the memberships are read again. */
  async recheck(): Promise<void> {
    if (this.parts.request.conversationId) this.changed.add(this.parts.request.conversationId);
    else
      for (const { conversationId } of await this.parts.membership.all(this.userId))
        if (!this.followers.has(conversationId)) this.changed.add(conversationId);
    for (const conversationId of this.followers.keys()) this.changed.add(conversationId);
    await this.refresh();
  }

  private get userId(): string {
    return this.parts.request.viewer.userId.toHexString();
  }

  private onHint(hint: Hint): void {
    const { request, complete } = this.parts;
    if (hint.kind === "sessionEnded" && hint.sessionId === request.viewer.sessionId.toHexString())
      complete();
    if (hint.kind !== "memberships") return;
    if (request.conversationId && request.conversationId !== hint.conversationId) return;
    this.changed.add(hint.conversationId);
    void this.refresh();
  }

  /** Joins and leaves that were hinted at: a follower checks its own rights. */
  private async refresh(): Promise<void> {
    if (!this.started) return;
    for (const conversationId of this.changed) {
      this.changed.delete(conversationId);
      const follower = this.followers.get(conversationId);
      if (follower) follower.fallBehind();
      else {
        const found = await this.parts.membership
          .find(this.userId, conversationId)
          .catch(() => null);
        if (found) await this.follow(found, "join").catch(() => this.changed.add(conversationId));
      }
    }
  }

  private async follow(
    { conversationId, joined }: Readable,
    when: "start" | "join",
  ): Promise<void> {
    const { tails, request } = this.parts;
    const tail = await tails.acquire(conversationId);
    if (this.closed || this.followers.has(conversationId)) return tails.release(conversationId);
    const { stream, since } = request;
    const head = stream.positionOf(tail.head);
    const first = stream.positionOf(joined) - 1;
    const from = since.get(conversationId) ?? (when === "join" ? first : head);
    const reader = { viewer: request.viewer, joinedSeq: joined.seq };
    const follower = this.follower(tail, reader, Math.min(head, Math.max(from, first)));
    this.followers.set(conversationId, follower);
    if (when === "join") follower.joinOrPull();
  }

  private follower(tail: LogTail, reader: Reader, position: number): Follower {
    const { request, presentation, outlet, log, lanes } = this.parts;
    const { conversationId } = tail;
    return new Follower(
      {
        tail,
        log,
        presentation,
        outlet,
        stream: request.stream,
        operationId: this.operationId,
        authorise: async () => {
          const found = await this.parts.membership.find(this.userId, conversationId);
          return found && { viewer: request.viewer, joinedSeq: found.joined.seq };
        },
        lanes,
        onLost: () => this.lose(conversationId),
      },
      reader,
      position,
    );
  }

  private lose(conversationId: string): void {
    if (!this.followers.delete(conversationId)) return;
    this.parts.tails.release(conversationId);
    if (this.parts.request.conversationId) this.parts.complete();
  }

  private async resync(conversationId: string, follower: Follower): Promise<void> {
    const { missed } = follower;
    const revision = follower.skipToEnd();
    await this.announce({ __typename: "ResyncRequired", conversationId, revision, missed });
  }

  /** Events of this subscription alone. */
  private async announce(event: object): Promise<void> {
    const { presentation, outlet, request } = this.parts;
    const reader = { viewer: request.viewer, joinedSeq: 0 };
    const { payloads } = await presentation.renderAll([event], reader);
    if (!this.closed)
      outlet.write(new FrameTemplate(payloads, this.operationId.length), this.operationId);
  }
}
