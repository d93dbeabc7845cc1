import { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { OnFault } from "../../platform/core/fault.js";
import { logChannel, type Hint, type HintBus } from "../../platform/hints/hint.js";
import { HeadChecks, type Written } from "./head-checks.js";
import { LogEnds } from "./log-ends.js";
import { LogTail, type TailDependencies } from "./log-tail.js";
import type { Position } from "../../chat/log/position.js";
import type { FollowedHead, LogOrders } from "./log-order.js";

export interface TailsDependencies {
  readonly orders: LogOrders;
  readonly bus: HintBus;
  /** Where these logs end; an unknown conversation ends at zero. */
  readonly heads: (
    conversationIds: readonly Types.ObjectId[],
  ) => Promise<Map<string, FollowedHead>>;
  /** Left out where nothing tells. */
  readonly written?: Written;
  readonly onFault: OnFault;
  /** Given what hints bring, for the reading that follows. */
  readonly remember: (entry: object) => void;
}

/** How often heads are compared with the log: it bounds the delay of a hint that got lost. */
const HEAD_CHECK_MS = { connected: 2_000, disconnected: 500 } as const;

interface Held {
  /** A promise until it is open: nothing is kept of that afterwards. */
  tail: LogTail | Promise<LogTail>;
  /** How far hints say that the log goes which came before it was open. */
  wanted: number;
  users: number;
}

function openOf(held: Held | undefined): LogTail | null {
  return held?.tail instanceof LogTail ? held.tail : null;
}

/** Those that are open, as they come and go. */
function* openTails(all: Iterable<Held>): Generator<LogTail> {
  for (const held of all) {
    const tail = openOf(held);
    if (tail) yield tail;
  }
}

/** Whoever waits for that tail is told why it cannot be had. */
function ignored(): void {
  // See above.
}

/** The tails that somebody on this node follows; each is let go with its last cursor. */
export class LogTails {
  private readonly held = new Map<string, Held>();
  private readonly ends: LogEnds;
  private timer: NodeJS.Timeout | null = null;
  private readonly checks: HeadChecks;

  /** One for all of them. */
  private readonly ofTail: TailDependencies;

  constructor(
    private readonly deps: TailsDependencies,
    onMoved: (tail: LogTail) => void,
  ) {
    const { orders, onFault } = deps;
    this.ofTail = { orders, onFault, onMoved, revision: (id) => this.revisionOf(id) };
    this.ends = new LogEnds(deps.heads);
    this.checks = new HeadChecks(deps.written ?? null);
  }

  get size(): number {
    return this.held.size;
  }

  get behind(): number {
    return [...openTails(this.held.values())].reduce((sum, tail) => sum + tail.behind, 0);
  }

  /**
   * Listens first and reads the head second, so that nothing falls in between. A tail that is not
   * as far as its reader has been on a faster node is read on first: nothing must come again.
   */
  async acquire(conversationId: string, reaches: (head: Position) => boolean): Promise<LogTail> {
    const held = this.held.get(conversationId) ?? this.hold(conversationId);
    held.users += 1;
    try {
      const tail = await held.tail;
      if (!reaches(tail.head)) await this.catchUp(tail);
      return tail;
    } catch (error) {
      this.release(conversationId);
      throw error;
    }
  }

  release(conversationId: string): void {
    const held = this.held.get(conversationId);
    if (!held || (held.users -= 1) > 0) return;
    this.deps.bus.leave(logChannel(conversationId), this.onHint);
    this.held.delete(conversationId);
  }

  /** Calls `onChecked` after each round. */
  start(onChecked: () => Promise<void>): void {
    const next = (): void => {
      const { connected } = this.deps.bus;
      const everyMs = connected ? HEAD_CHECK_MS.connected : HEAD_CHECK_MS.disconnected;
      this.timer = setTimeout(
        () => void this.checkHeads().then(onChecked).finally(next),
        everyMs,
      ).unref();
    };
    next();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  /** Compares the heads with the log, all in one reading. */
  async checkHeads(connected = this.deps.bus.connected): Promise<void> {
    const { heads, onFault } = this.deps;
    if (this.held.size === 0) return;
    try {
      const { held } = this;
      const followed = { size: held.size, values: () => openTails(held.values()) };
      const { told, compared, isOfAny } = await this.checks.among(followed, connected);
      for (const { tail } of isOfAny ? held.values() : [])
        if (tail instanceof Promise) void tail.then((opened) => opened.refresh(), ignored);
      const advanced = [...told].map(([id, revision]) => this.advance(id, revision));
      const tails = [...compared];
      const found = tails.length > 0 ? await heads(tails.map(({ id }) => id)) : null;
      const revisionOf = ({ id }: LogTail): number => found?.get(id.toHexString())?.revision ?? 0;
      await Promise.all([...advanced, ...tails.map((tail) => tail.advance(revisionOf(tail)))]);
    } catch (error) {
      onFault("the ends of logs cannot be read", error);
    }
  }

  /** One that is being opened may have read its end before that was written: it is told once it is there. */
  private async advance(conversationId: string, revision: number): Promise<void> {
    const tail = this.held.get(conversationId)?.tail;
    if (tail instanceof LogTail) return tail.advance(revision);
    void tail?.then((opened) => opened.advance(revision), ignored);
  }

  private async catchUp(tail: LogTail): Promise<void> {
    const revision = await this.revisionOf(tail.id);
    await tail.advance(revision);
    if (tail.head.revision >= revision) return;
    throw new AppError(
      ErrorCode.SERVICE_UNAVAILABLE,
      "The messages cannot be read at the moment: try again.",
    );
  }

  private async revisionOf(id: Types.ObjectId): Promise<number> {
    const { revision } = await this.ends.of(id.toHexString());
    return revision;
  }

  private hold(conversationId: string): Held {
    this.deps.bus.listen(logChannel(conversationId), this.onHint);
    const tail = this.ends.of(conversationId).then((end) => {
      const opened = new LogTail(new Types.ObjectId(conversationId), this.ofTail, end);
      held.tail = opened;
      void opened.advance(held.wanted);
      return opened;
    });
    const held: Held = { tail, wanted: 0, users: 0 };
    this.held.set(conversationId, held);
    return held;
  }

  private readonly onHint = (hint: Hint): void => {
    if (hint.kind !== "log") return;
    if (hint.entry) this.deps.remember(hint.entry);
    const { conversationId, revision } = hint;
    const held = this.held.get(conversationId);
    const open = openOf(held);
    if (open) void open.advance(revision);
    else if (held) held.wanted = Math.max(held.wanted, revision);
  };
}
