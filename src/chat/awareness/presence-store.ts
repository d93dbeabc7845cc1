/** One open socket of somebody; it ends unless it is renewed, so a process that dies leaves none. */
export interface PresenceLease {
  readonly userId: string;
  readonly leaseId: string;
  /** When its owner last did something; milliseconds since 1970, like all times here. */
  readonly activeAt: number;
  /** When they last did what no page does by itself; absent: not on this socket's node yet. */
  readonly actedAt?: number;
  readonly until: number;
}

/** Where it is known who is connected; shared by all nodes. */
export interface PresenceStore {
  renew(leases: readonly PresenceLease[]): Promise<void>;
  release(lease: Pick<PresenceLease, "userId" | "leaseId">): Promise<void>;
  /** Only leases that have not ended, by user; absent: none. */
  read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PresenceLease[]>>;
}

/** For one process. */
export class MemoryPresenceStore implements PresenceStore {
  private readonly leases = new Map<string, PresenceLease[]>();

  constructor(private readonly now: () => number = Date.now) {}

  renew(leases: readonly PresenceLease[]): Promise<void> {
    for (const lease of leases)
      this.leases.set(lease.userId, [...this.without(lease, lease.userId), lease]);
    return Promise.resolve();
  }

  release(lease: Pick<PresenceLease, "userId" | "leaseId">): Promise<void> {
    const others = this.without(lease, lease.userId);
    if (others.length > 0) this.leases.set(lease.userId, others);
    else this.leases.delete(lease.userId);
    return Promise.resolve();
  }

  read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PresenceLease[]>> {
    const found = userIds.map((userId) => [userId, this.without(null, userId)] as const);
    return Promise.resolve(new Map(found.filter(([, leases]) => leases.length > 0)));
  }

  private without(lease: Pick<PresenceLease, "leaseId"> | null, userId: string): PresenceLease[] {
    const now = this.now();
    const known = this.leases.get(userId) ?? [];
    return known.filter(({ leaseId, until }) => until > now && leaseId !== lease?.leaseId);
  }
}
