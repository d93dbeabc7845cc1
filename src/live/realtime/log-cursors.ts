import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Followed } from "./live-request.js";
import type { Stay } from "./memberships.js";
import { LogCursor } from "./log-cursor.js";
import type { LogTail } from "./log-tail.js";
import type { LogTails } from "./log-tails.js";
import type { Subscriber } from "./subscriber.js";

const MAX_TRIES = 10;
const RETRY_MS = 500;

export interface CursorsDependencies extends Omit<Subscriber, "onLost"> {
  readonly tails: LogTails;
  /** Where the client goes on from, by conversation. */
  readonly since: ReadonlyMap<string, number>;
  readonly others: NonNullable<Followed["others"]>;
  /** Called when the reader has lost a conversation and its cursor is gone. */
  readonly onLost: (conversationId: string) => void;
}

/** The places of one subscription: a cursor for each conversation that its reader may read. */
export class LogCursors {
  private readonly byConversation = new Map<string, LogCursor>();
  /** Those that may have been joined during the replay. */
  private readonly joined = new Set<string>();
  private readonly subscriber: Subscriber;
  private live = false;
  private closed = false;

  constructor(private readonly deps: CursorsDependencies) {
    this.subscriber = { ...deps, onLost: (conversationId) => this.lose(conversationId) };
  }

  get all(): readonly (readonly [conversationId: string, cursor: LogCursor])[] {
    return [...this.byConversation];
  }

  has(conversationId: string): boolean {
    return this.byConversation.has(conversationId);
  }

  /** A row says something else of what the reader is shown there than is known here. */
  isOutdated(row: Stay): boolean {
    const known = this.byConversation.get(row.conversationId.toHexString());
    return known !== undefined && known.firstSeq !== row.firstSeq;
  }

  /** After the replay: all park at the head, and places are taken where the reader has joined. */
  async goLive(): Promise<void> {
    this.live = true;
    for (const [, cursor] of this.all) void cursor.goLive();
    await this.recheck(...this.joined);
  }

  /** Whoever reads is of another class now: each finds the audience of that. */
  changeClass(): void {
    for (const [, cursor] of this.all) cursor.fallBehind();
  }

  /** The memberships in these may have changed: rights are read again, or a place is taken. */
  async recheck(...conversationIds: readonly string[]): Promise<void> {
    const fresh = conversationIds.filter((id) => !this.has(id));
    for (const id of conversationIds) this.byConversation.get(id)?.fallBehind();
    if (this.live) await Promise.all(fresh.map((id) => this.join(id)));
    else for (const id of fresh) this.joined.add(id);
  }

  /** From `start`, or else where the client says, or else from the end on. Null: no place was taken. */
  async follow(membership: Stay, start?: number): Promise<LogCursor | null> {
    const { tails, order, since, others, viewer } = this.deps;
    const id = membership.conversationId.toHexString();
    const first = others === "joined" ? order.joinedAt(membership) - 1 : undefined;
    const asked = start ?? since.get(id) ?? first;
    const tail = await tails.acquire(id, (head) => order.positionOf(head) >= (asked ?? 0));
    try {
      const current = await this.current(membership, tail);
      if (current && !this.closed && !this.has(id)) {
        const head = order.positionOf(tail.head);
        const from = Math.max(asked ?? head, order.joinedAt(current) - 1);
        // One id for all who are there, and one for all places of a reader.
        const stay = { ...current, conversationId: tail.id, userId: viewer.userId };
        const cursor = new LogCursor(this.subscriber, tail, stay, Math.min(head, from));
        this.byConversation.set(id, cursor);
        return cursor;
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
    for (const [id, cursor] of this.all) {
      cursor.close();
      this.deps.tails.release(id);
    }
    this.byConversation.clear();
  }

  /** Never rejects: it is tried again. */
  private async join(conversationId: string): Promise<void> {
    const { memberships, order, onFault, userId } = this.deps;
    try {
      const found = await memberships.find(userId, conversationId);
      if (!found || found.leftAt) return;
      const cursor = await this.follow(found, order.joinedAt(found) - 1);
      void cursor?.goLive();
    } catch (error) {
      onFault("memberships cannot be read", error, { conversationId, userId });
      const again = (): void => void (this.closed || this.recheck(conversationId));
      setTimeout(again, RETRY_MS).unref();
    }
  }

  /** As the log says up to the tail's head, whatever the row said. Null: no member any more. */
  private async current(membership: Stay, tail: LogTail): Promise<Stay | null> {
    const { memberships, userId } = this.deps;
    let current: Stay | null = membership;
    const isOutdated = (): boolean => (current?.appliedSeq ?? 0) < tail.lastAbout(userId);
    for (let tries = 0; current && !current.leftAt && isOutdated(); tries += 1) {
      if (tries === MAX_TRIES)
        throw new AppError(
          ErrorCode.SERVICE_UNAVAILABLE,
          "The members of this conversation change too fast: try again.",
        );
      current = await memberships.find(userId, tail.id.toHexString());
    }
    return current && !current.leftAt ? current : null;
  }

  private lose(conversationId: string): void {
    if (!this.byConversation.delete(conversationId)) return;
    this.deps.tails.release(conversationId);
    this.deps.onLost(conversationId);
  }
}
