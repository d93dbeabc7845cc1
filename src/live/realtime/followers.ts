import type { Membership } from "../../chat/membership/membership.model.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Follower, type FollowerDependencies } from "./follower.js";
import type { LogTail } from "./log-tail.js";
import type { LogTails } from "./log-tails.js";
import type { Memberships } from "./memberships.js";

const MAX_TRIES = 10;
const RETRY_MS = 500;

export interface FollowersDependencies extends Omit<
  FollowerDependencies,
  "tail" | "authorise" | "ended" | "onLost"
> {
  readonly tails: LogTails;
  readonly memberships: Memberships;
  /** Where the client goes on from, by conversation. */
  readonly since: ReadonlyMap<string, number>;
  /** Called when the reader has lost a conversation and its follower is gone. */
  readonly onLost: (conversationId: string) => void;
}

/** The places of one subscription: a follower for each conversation that its reader may read. */
export class Followers {
  private readonly byConversation = new Map<string, Follower>();
  /** Conversations whose membership may have changed. */
  private readonly changed = new Set<string>();
  private live = false;
  private closed = false;

  constructor(private readonly deps: FollowersDependencies) {}

  get all(): readonly (readonly [conversationId: string, follower: Follower])[] {
    return [...this.byConversation];
  }

  has(conversationId: string): boolean {
    return this.byConversation.has(conversationId);
  }

  /** After the replay: all join their lanes, and changes of memberships are heeded. */
  async goLive(): Promise<void> {
    this.live = true;
    for (const [, follower] of this.all) follower.joinOrPull();
    await this.refresh();
  }

  /** Whoever reads is of another class now: each finds the lane of that. */
  changeClass(): void {
    if (this.live) for (const [, follower] of this.all) follower.fallBehind();
  }

  /** The memberships in these may have changed: rights are read again, or a place is taken. */
  async recheck(...conversationIds: readonly string[]): Promise<void> {
    for (const id of conversationIds) this.changed.add(id);
    await this.refresh();
  }

  /** From `start`, or else where the client says, or else from the end on. Null: no place was taken. */
  async follow(membership: Membership, start?: number): Promise<Follower | null> {
    const { tails, order, since } = this.deps;
    const id = membership.conversationId.toHexString();
    const asked = start ?? since.get(id);
    const tail = await tails.acquire(id, (head) => order.positionOf(head) >= (asked ?? 0));
    try {
      const current = await this.current(membership, tail);
      if (current && !this.closed && !this.has(id)) {
        const head = order.positionOf(tail.head);
        const from = Math.max(asked ?? head, order.joinedAt(current) - 1);
        const follower = this.followerOf(tail, current, Math.min(head, from));
        this.byConversation.set(id, follower);
        return follower;
      }
    } catch (error) {
      tails.release(id);
      throw error;
    }
    tails.release(id);
    return null;
  }

  close(): void {
    this.closed = true;
    for (const [id, follower] of this.all) {
      follower.close();
      this.deps.tails.release(id);
    }
    this.byConversation.clear();
  }

  private async refresh(): Promise<void> {
    if (!this.live) return;
    for (const id of this.changed) {
      this.changed.delete(id);
      const follower = this.byConversation.get(id);
      if (follower) follower.fallBehind();
      else
        await this.join(id).catch((error: unknown) => {
          const place = { conversationId: id, userId: this.userId };
          this.deps.onFault("memberships cannot be read", error, place);
          this.retry(id);
        });
    }
  }

  private async join(conversationId: string): Promise<void> {
    const found = await this.deps.memberships.find(this.userId, conversationId);
    if (!found || found.leftAt) return;
    const follower = await this.follow(found, this.deps.order.joinedAt(found) - 1);
    follower?.joinOrPull();
  }

  private retry(conversationId: string): void {
    setTimeout(() => {
      if (!this.closed) void this.recheck(conversationId);
    }, RETRY_MS).unref();
  }

  /** As the log says up to the tail's head, whatever the row said. Null: no member any more. */
  private async current(membership: Membership, tail: LogTail): Promise<Membership | null> {
    let current: Membership | null = membership;
    const isOutdated = (): boolean => (current?.appliedSeq ?? 0) < tail.lastAbout(this.userId);
    for (let tries = 0; current && !current.leftAt && isOutdated(); tries += 1) {
      if (tries === MAX_TRIES)
        throw new AppError(
          ErrorCode.SERVICE_UNAVAILABLE,
          "The members of this conversation change too fast: try again.",
        );
      current = await this.deps.memberships.find(this.userId, tail.id.toHexString());
    }
    return current && !current.leftAt ? current : null;
  }

  private followerOf(tail: LogTail, membership: Membership, position: number): Follower {
    const id = tail.id.toHexString();
    const authorise = (): Promise<Membership | null> => this.deps.memberships.find(this.userId, id);
    const onLost = (): void => this.lose(id);
    const ended: Memberships["ended"] = (...stays) => this.deps.memberships.ended(...stays);
    return new Follower({ ...this.deps, tail, authorise, ended, onLost }, membership, position);
  }

  private lose(conversationId: string): void {
    if (!this.byConversation.delete(conversationId)) return;
    this.deps.tails.release(conversationId);
    this.deps.onLost(conversationId);
  }

  private get userId(): string {
    return this.deps.viewer.userId.toHexString();
  }
}
