import type { Redis } from "ioredis";
import type { PresenceLease, PresenceStore } from "../chat/awareness/presence-store.js";
import { RedisLeases } from "./redis-leases.js";

/** Who is connected to any node; while Redis is away, to this one. */
export class RedisPresenceStore implements PresenceStore {
  private readonly leases: RedisLeases<PresenceLease>;

  constructor(
    redis: Redis,
    /** For this node alone. */
    private readonly own: PresenceStore,
  ) {
    this.leases = new RedisLeases(redis, "presence");
  }

  async renew(leases: readonly PresenceLease[]): Promise<void> {
    await this.own.renew(leases);
    const writes = leases.map((lease) =>
      this.leases.set(lease.userId, new Map([[lease.leaseId, lease]])),
    );
    await Promise.all(writes).catch(() => undefined);
  }

  async release(lease: Pick<PresenceLease, "userId" | "leaseId">): Promise<void> {
    await this.own.release(lease);
    await this.leases.remove(lease.userId, [lease.leaseId]).catch(() => undefined);
  }

  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PresenceLease[]>> {
    const found = await this.leases.read(userIds).catch(() => null);
    if (!found) return this.own.read(userIds);
    const entries = userIds.map((id, at) => [id, [...(found[at]?.values() ?? [])]] as const);
    return new Map(entries.filter(([, leases]) => leases.length > 0));
  }
}
