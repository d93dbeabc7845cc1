/** Somebody is typing in one of their sessions, until the lease ends unless it is renewed. */
export interface TypingLease {
  readonly userId: string;
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Where it is known who writes; shared by all nodes. */
export interface TypingStore {
  set(conversationId: string, lease: TypingLease): Promise<void>;
  /** In all sessions, or in one. */
  clear(conversationId: string, who: { userId: string; sessionId: string | null }): Promise<void>;
  /** Only leases that have not ended. */
  read(conversationId: string): Promise<readonly TypingLease[]>;
}

/** For one process. */
export class MemoryTypingStore implements TypingStore {
  private readonly leases = new Map<string, TypingLease[]>();

  constructor(private readonly now: () => number = Date.now) {}

  set(conversationId: string, lease: TypingLease): Promise<void> {
    const others = this.live(conversationId).filter((known) => !isOf(known, lease));
    this.leases.set(conversationId, [...others, lease]);
    setTimeout(() => this.live(conversationId), lease.until - this.now() + 1).unref();
    return Promise.resolve();
  }

  clear(conversationId: string, who: { userId: string; sessionId: string | null }): Promise<void> {
    const others = this.live(conversationId).filter((known) => !isOf(known, who));
    this.keep(conversationId, others);
    return Promise.resolve();
  }

  read(conversationId: string): Promise<readonly TypingLease[]> {
    return Promise.resolve(this.live(conversationId));
  }

  private live(conversationId: string): readonly TypingLease[] {
    const known = this.leases.get(conversationId) ?? [];
    const live = known.filter(({ until }) => until > this.now());
    if (live.length < known.length) this.keep(conversationId, live);
    return live;
  }

  private keep(conversationId: string, leases: TypingLease[]): void {
    if (leases.length > 0) this.leases.set(conversationId, leases);
    else this.leases.delete(conversationId);
  }
}

function isOf(lease: TypingLease, who: { userId: string; sessionId: string | null }): boolean {
  const { userId, sessionId } = who;
  return lease.userId === userId && (sessionId === null || lease.sessionId === sessionId);
}
