import type { Redis } from "ioredis";
import type { TypingLease, TypingStore } from "../chat/awareness/typing-store.js";
import { RedisLeases } from "./redis-leases.js";

/** Who writes, on any node; while Redis is away, on this one. */
export class RedisTypingStore implements TypingStore {
  private readonly leases: RedisLeases<TypingLease>;

  constructor(
    redis: Redis,
    /** For this node alone. */
    private readonly own: TypingStore,
  ) {
    this.leases = new RedisLeases(redis, "typing");
  }

  async set(conversationId: string, lease: TypingLease): Promise<void> {
    await this.own.set(conversationId, lease);
    await this.leases
      .set(conversationId, new Map([[fieldOf(lease), lease]]))
      .catch(() => undefined);
  }

  async clear(
    conversationId: string,
    who: { userId: string; sessionId: string | null },
  ): Promise<void> {
    await this.own.clear(conversationId, who);
    const { userId, sessionId } = who;
    const fields =
      sessionId === null
        ? (await this.read(conversationId)).filter((lease) => lease.userId === userId).map(fieldOf)
        : [fieldOf({ userId, sessionId })];
    await this.leases.remove(conversationId, fields).catch(() => undefined);
  }

  async read(conversationId: string): Promise<readonly TypingLease[]> {
    const found = await this.leases.read([conversationId]).catch(() => null);
    return found ? [...(found[0]?.values() ?? [])] : this.own.read(conversationId);
  }
}

function fieldOf({ userId, sessionId }: Pick<TypingLease, "userId" | "sessionId">): string {
  return `${userId}:${sessionId}`;
}
