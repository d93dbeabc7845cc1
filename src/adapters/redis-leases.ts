import type { Redis } from "ioredis";

/** Leases of one owner in a Redis hash: field to JSON with its own end. */
export class RedisLeases<T extends { readonly until: number }> {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async set(owner: string, fields: ReadonlyMap<string, T>): Promise<void> {
    if (fields.size === 0) return;
    const key = this.key(owner);
    const values = [...fields].flatMap(([field, lease]) => [field, JSON.stringify(lease)]);
    const lastMs = Math.max(...[...fields.values()].map(({ until }) => until)) - Date.now();
    await this.redis
      .multi()
      .hset(key, ...values)
      // Never shortened: another node may have set a longer one. Leases carry their own end.
      .pexpire(key, Math.max(1, lastMs), "GT")
      .pexpire(key, Math.max(1, lastMs), "NX")
      .exec();
  }

  async remove(owner: string, fields: readonly string[]): Promise<void> {
    if (fields.length > 0) await this.redis.hdel(this.key(owner), ...fields);
  }

  /** Only those that have not ended. */
  async read(owners: readonly string[]): Promise<Map<string, T>[]> {
    if (owners.length === 0) return [];
    const pipeline = this.redis.pipeline();
    for (const owner of owners) pipeline.hgetall(this.key(owner));
    const replies = (await pipeline.exec()) ?? [];
    return replies.map(([, fields]) => {
      const leases = Object.entries((fields ?? {}) as Record<string, string>);
      const parsed = leases.map(([field, text]) => [field, JSON.parse(text) as T] as const);
      return new Map(parsed.filter(([, { until }]) => until > Date.now()));
    });
  }

  private key(owner: string): string {
    return `confab:${this.prefix}:${owner}`;
  }
}
