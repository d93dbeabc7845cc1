import type { Types } from "mongoose";
import type { Membership } from "../conversations/membership.model.js";
import type { Message } from "../messages/message.model.js";
import { logChannel, userChannel, type Hint, type HintBus } from "./hint.js";

const PAGE = 100;

/** What a feed reads from: the truth behind every hint. */
export interface FeedSource {
  /** Null when the user may not read the conversation now. */
  membership(userId: Types.ObjectId, conversationId: string): Promise<Membership | null>;
  memberships(userId: Types.ObjectId): Promise<Membership[]>;
  headSeq(conversationId: Types.ObjectId): Promise<number>;
  /** Messages after the position, ascending, at most `limit`. */
  after(conversationId: Types.ObjectId, seq: number, limit: number): Promise<Message[]>;
}

export interface FeedRequest {
  readonly userId: Types.ObjectId;
  readonly sessionId: Types.ObjectId;
  /** One conversation, or null for all that the user is in, those joined later included. */
  readonly conversationId: string | null;
  /** The last position that the client has, by conversation. */
  readonly since: ReadonlyMap<string, number>;
}

interface Position {
  readonly conversationId: Types.ObjectId;
  seq: number;
  readonly stopListening: () => void;
}

/**
 * One subscription to new messages: positions and a wake-up, nothing queued. It listens first,
 * then reads what was missed, then waits; whoever does not ask for the next message costs nothing.
 */
export class MessageFeed {
  private readonly positions = new Map<string, Position>();
  private readonly dirty = new Set<string>();
  private readonly joined = new Set<string>();
  private readonly closing = new AbortController();
  private wake: () => void = () => undefined;

  constructor(
    private readonly bus: HintBus,
    private readonly source: FeedSource,
    private readonly request: FeedRequest,
    private readonly onClosed: () => void,
  ) {}

  /** How many conversations it follows. */
  get size(): number {
    return this.positions.size;
  }

  /** Registers, then yields in order; ends when closed, or when its one conversation is lost. */
  async open(): Promise<AsyncIterableIterator<Message>> {
    const { userId, conversationId } = this.request;
    const stop = this.bus.listen(userChannel(userId.toHexString()), (hint) => this.onHint(hint));
    this.closing.signal.addEventListener("abort", stop);
    try {
      const found = conversationId
        ? [await this.source.membership(userId, conversationId)]
        : await this.source.memberships(userId);
      for (const membership of found) if (membership) await this.add(membership, "live");
    } catch (error) {
      this.close();
      throw error;
    }
    return this.iterator();
  }

  close(): void {
    this.closing.abort();
    for (const { stopListening } of this.positions.values()) stopListening();
    this.positions.clear();
    this.wake();
    this.onClosed();
  }

  private iterator(): AsyncIterableIterator<Message> {
    const messages = this.messages();
    const close = (): void => this.close();
    // A generator that waits cannot be ended from outside: closing wakes it first.
    return {
      next: () => messages.next(),
      return: (value?: unknown) => {
        close();
        return messages.return(value as undefined);
      },
      throw: (error: unknown) => {
        close();
        return messages.throw(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *messages(): AsyncGenerator<Message, undefined> {
    try {
      while (!this.closing.signal.aborted) {
        await this.addJoined();
        const [next] = this.dirty;
        if (next !== undefined) yield* this.drain(next);
        else if (this.request.conversationId && this.positions.size === 0) return;
        else await this.sleep();
      }
    } finally {
      this.close();
    }
  }

  /** One page of one conversation; a longer backlog comes round again behind the others. */
  private async *drain(id: string): AsyncGenerator<Message, void> {
    this.dirty.delete(id);
    const position = this.positions.get(id);
    if (!position) return;
    const membership = await this.source.membership(this.request.userId, id);
    if (!membership) return this.drop(id);
    position.seq = Math.max(position.seq, membership.joinedSeq - 1);
    const page = await this.source.after(position.conversationId, position.seq, PAGE);
    for (const message of page) {
      if (this.closing.signal.aborted) return;
      position.seq = message.seq;
      yield message;
    }
    if (page.length === PAGE) this.dirty.add(id);
  }

  private async addJoined(): Promise<void> {
    for (const id of this.joined) {
      this.joined.delete(id);
      const membership = await this.source.membership(this.request.userId, id);
      if (!membership) this.drop(id);
      else if (!this.positions.has(id)) await this.add(membership, "join");
    }
  }

  private async add(
    { conversationId, joinedSeq }: Membership,
    from: "live" | "join",
  ): Promise<void> {
    const id = conversationId.toHexString();
    const stopListening = this.bus.listen(logChannel(id), (hint) => this.onHint(hint));
    const position = { conversationId, seq: joinedSeq - 1, stopListening };
    this.positions.set(id, position);
    const since = this.request.since.get(id);
    if (since !== undefined) position.seq = since;
    else if (from === "live") position.seq = await this.source.headSeq(conversationId);
    this.dirty.add(id);
  }

  private drop(id: string): void {
    this.positions.get(id)?.stopListening();
    this.positions.delete(id);
    this.dirty.delete(id);
  }

  private onHint(hint: Hint): void {
    if (hint.kind === "log") this.dirty.add(hint.conversationId);
    else if (hint.kind === "memberships" && this.concerns(hint.conversationId))
      this.joined.add(hint.conversationId);
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
      const missed = this.dirty.size > 0 || this.joined.size > 0;
      if (missed || this.closing.signal.aborted) resolve();
    });
  }
}
