import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { OnFault } from "../platform/core/fault.js";
import type { RedisConnections } from "./redis.js";

const ASK_AGAIN_MS = 100;
const LISTEN_AGAIN_MS = 1_000;

/** Logical channels share these, so that Redis knows few and one message can carry many hints. */
const SHARDS = 64;

/** The channels of Redis that this node listens to, and whether it hears them all. */
export class RedisShards {
  /** How many logical channels of each have a listener. */
  private readonly held = new Map<number, number>();
  private onReconnect: () => void = () => undefined;
  private sharded = false;
  private hears = false;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly onFault: OnFault,
  ) {}

  /** Whether all shards with a listener are subscribed to. */
  get listening(): boolean {
    return this.hears;
  }

  start(): void {
    const { subscriber } = this.redis;
    subscriber.on("close", () => (this.hears = false));
    subscriber.on("ready", () => void this.resubscribe());
  }

  stop(): void {
    if (this.retry) clearTimeout(this.retry);
    this.held.clear();
  }

  whenReconnected(listener: () => void): void {
    this.onReconnect = listener;
  }

  publish(shard: number, text: string): Promise<unknown> {
    const { commands } = this.redis;
    return this.sharded
      ? commands.spublish(name(shard), text)
      : commands.publish(name(shard), text);
  }

  /** Redis is asked only for the first and the last listener of a shard. */
  hold(shard: number, change: 1 | -1): void {
    const before = this.held.get(shard) ?? 0;
    if (before + change > 0) this.held.set(shard, before + change);
    else this.held.delete(shard);
    if (this.redis.subscriber.status !== "ready") return;
    if (before === 0) void this.subscribe([shard]).then((heard) => heard || this.notListening());
    else if (before + change === 0) void this.unsubscribe(shard);
  }

  private async resubscribe(): Promise<void> {
    this.sharded = await this.supportsShards();
    const heard = await this.subscribe([...this.held.keys()]);
    if (this.redis.subscriber.status !== "ready") return;
    if (!heard) return this.notListening();
    this.hears = true;
    this.onReconnect();
  }

  /** Until Redis lets this node listen, logs are read by polling, as while Redis is away. */
  private notListening(): void {
    this.hears = false;
    this.retry ??= setTimeout(() => {
      this.retry = null;
      if (this.redis.subscriber.status === "ready") void this.resubscribe();
    }, LISTEN_AGAIN_MS).unref();
  }

  /** Whether all are listened to now. */
  private async subscribe(shards: readonly number[]): Promise<boolean> {
    const { subscriber } = this.redis;
    let heard = true;
    for (const shard of shards)
      await (
        this.sharded ? subscriber.ssubscribe(name(shard)) : subscriber.subscribe(name(shard))
      ).catch((error: unknown) => {
        heard = false;
        if (isRefusal(error)) this.onFault("Redis refuses to be listened to", error);
      });
    return heard;
  }

  private async unsubscribe(shard: number): Promise<void> {
    const { subscriber } = this.redis;
    const left = this.sharded
      ? subscriber.sunsubscribe(name(shard))
      : subscriber.unsubscribe(name(shard));
    // Hints that still come find no listener here.
    await left.catch(() => undefined);
  }

  /**
   * Since Redis 7; a cluster then keeps a message on the node that owns the channel. Asked until it
   * is answered: a node that guessed wrong would not hear the others.
   */
  private async supportsShards(): Promise<boolean> {
    const { commands, subscriber } = this.redis;
    while (subscriber.status === "ready") {
      const info = await commands.info("server").catch((error: unknown) => {
        if (isRefusal(error)) this.onFault("Redis refuses to be listened to", error);
        return null;
      });
      if (info) return Number(/redis_version:(\d+)/.exec(info)?.[1] ?? 0) >= 7;
      await sleep(ASK_AGAIN_MS);
    }
    return this.sharded;
  }
}

/** Redis has answered, and not as it was asked: an outage looks otherwise. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

export function shardOf(channel: string): number {
  return createHash("md5").update(channel).digest().readUInt32BE(0) % SHARDS;
}

function name(shard: number): string {
  return `confab:hints:${shard}`;
}
