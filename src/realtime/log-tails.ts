import { logChannel, type HintBus } from "./hint.js";
import { LogTail } from "./log-tail.js";
import type { LogSource } from "./stream.js";

export interface TailsOptions {
  readonly log: LogSource;
  readonly bus: HintBus;
  /** Of these positions, the conversations whose log has gone on. */
  readonly behind: (heads: ReadonlyMap<string, number>) => Promise<Map<string, number>>;
}

const QUIET_AFTER_MS = 60_000;
const QUIET_CHECK_MS = 15_000;

/** How often the heads are compared with the log: bounds the delay of a hint that got lost. */
export const HEAD_CHECK_MS = { connected: 2_000, disconnected: 500 } as const;

interface Held {
  readonly tail: Promise<LogTail>;
  readonly stopListening: () => void;
  users: number;
}

/** The tails that somebody on this node follows; each is let go with its last follower. */
export class LogTails {
  private readonly held = new Map<string, Held>();
  private readonly open = new Map<string, LogTail>();
  private timer: NodeJS.Timeout | null = null;
  private checking: Promise<void> | null = null;
  private quietCheckedAt = 0;

  constructor(private readonly options: TailsOptions) {}

  get size(): number {
    return this.held.size;
  }

  /** Listens first and reads the head second, so that nothing falls in between. */
  async acquire(conversationId: string): Promise<LogTail> {
    const known = this.held.get(conversationId);
    const held = known ?? this.hold(conversationId);
    held.users += 1;
    try {
      return await held.tail;
    } catch (error) {
      this.release(conversationId);
      throw error;
    }
  }

  release(conversationId: string): void {
    const held = this.held.get(conversationId);
    if (!held || (held.users -= 1) > 0) return;
    held.stopListening();
    this.held.delete(conversationId);
    this.open.delete(conversationId);
  }

  /** Compares every head with the log, in one query. Also called when the bus is back. */
  checkHeads(): Promise<void> {
    this.checking ??= this.check().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  start(everyMs: () => number): void {
    const next = (): void => {
      this.timer = setTimeout(() => void this.checkHeads().finally(next), everyMs()).unref();
    };
    next();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private hold(conversationId: string): Held {
    let wanted = 0;
    const advance = (revision: number): void => {
      wanted = Math.max(wanted, revision);
      void this.open.get(conversationId)?.advance(revision);
    };
    const stopListening = this.options.bus.listen(logChannel(conversationId), (hint) => {
      if (hint.kind === "log") advance(hint.revision);
    });
    const tail = this.options.log.head(conversationId).then((head) => {
      const opened = new LogTail(conversationId, this.options.log, head);
      if (this.held.get(conversationId) === held) this.open.set(conversationId, opened);
      void opened.advance(wanted);
      return opened;
    });
    const held: Held = { tail, stopListening, users: 0 };
    this.held.set(conversationId, held);
    return held;
  }

  private async check(): Promise<void> {
    const now = performance.now();
    const all = now - this.quietCheckedAt >= QUIET_CHECK_MS;
    if (all) this.quietCheckedAt = now;
    const checked = [...this.open].filter(([, tail]) => all || now - tail.movedAt < QUIET_AFTER_MS);
    if (checked.length === 0) return;
    const heads = new Map(checked.map(([id, tail]) => [id, tail.head.revision]));
    const ahead = await this.options.behind(heads).catch(() => new Map<string, number>());
    await Promise.all([...ahead].map(([id, revision]) => this.open.get(id)?.advance(revision)));
  }
}
