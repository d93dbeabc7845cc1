import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { OnFault } from "../platform/core/fault.js";
import { channelOf, type Hint, type HintBus, type HintListener } from "../platform/hints/hint.js";
import { decodeHints, encodeHints } from "./hint-codec.js";
import type { RedisConnections } from "./redis.js";

/** Head checks do not find what these tell, so they are told again when Redis is back. */
const LASTING: ReadonlySet<Hint["kind"]> = new Set([
  "memberships",
  "sessions",
  "contact",
  "blocks",
]);
const MAX_UNSENT = 10_000;
const ASK_AGAIN_MS = 100;
const LISTEN_AGAIN_MS = 1_000;

/** Logical channels share these, so that Redis knows few and one message can carry many hints. */
const SHARDS = 64;

/**
 * Hints between nodes. The hints of a tick go out as one message per shard. A node's own hints
 * reach it without Redis. What is lost on the way is found by the head checks.
 */
export class RedisHintBus implements HintBus {
  private readonly node = randomUUID();
  private readonly listeners = new Map<string, Set<HintListener>>();
  private readonly shards = new Map<number, number>();
  private outgoing: Hint[] = [];
  private onReconnect: () => void = () => undefined;
  private unsent: Hint[] = [];
  private sharded = false;
  /** Whether all shards with a listener are subscribed to. */
  private listening = false;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly onFault: OnFault,
  ) {}

  get connected(): boolean {
    return this.redis.connected && this.listening;
  }

  /** How many channels have a listener: back to zero when every feed is gone. */
  get channelCount(): number {
    return this.listeners.size;
  }

  start(): void {
    const { commands, subscriber } = this.redis;
    subscriber.on("message", (_channel: string, text: string) => this.receive(text));
    subscriber.on("smessage", (_channel: string, text: string) => this.receive(text));
    subscriber.on("close", () => (this.listening = false));
    subscriber.on("ready", () => void this.resubscribe());
    commands.on("ready", () => this.send(this.unsent.splice(0)));
  }

  stop(): void {
    if (this.retry) clearTimeout(this.retry);
    this.listeners.clear();
    this.shards.clear();
  }

  whenReconnected(listener: () => void): void {
    this.onReconnect = listener;
  }

  publish(hint: Hint): void {
    if (this.outgoing.push(hint) === 1) setImmediate(() => this.flush());
  }

  listen(channel: string, listener: HintListener): () => void {
    const own = this.listeners.get(channel);
    if (own) own.add(listener);
    else {
      this.listeners.set(channel, new Set([listener]));
      this.hold(shardOf(channel), 1);
    }
    return () => {
      const listeners = this.listeners.get(channel);
      if (!listeners?.delete(listener) || listeners.size > 0) return;
      this.listeners.delete(channel);
      this.hold(shardOf(channel), -1);
    };
  }

  private flush(): void {
    const hints = this.outgoing;
    this.outgoing = [];
    for (const hint of hints) this.dispatch(hint);
    this.send(hints);
  }

  private send(hints: readonly Hint[]): void {
    const byShard = new Map<number, Hint[]>();
    for (const hint of hints) {
      const shard = shardOf(channelOf(hint));
      byShard.set(shard, [...(byShard.get(shard) ?? []), hint]);
    }
    for (const [shard, joined] of byShard) {
      const text = encodeHints(this.node, joined);
      const { commands } = this.redis;
      const sent = this.sharded
        ? commands.spublish(name(shard), text)
        : commands.publish(name(shard), text);
      sent.catch((error: unknown) => {
        if (isRefusal(error)) this.onFault("Redis refuses what is published", error);
        this.keep(joined);
      });
    }
  }

  private keep(hints: readonly Hint[]): void {
    this.unsent.push(...hints.filter(({ kind }) => LASTING.has(kind)));
    this.unsent.splice(0, this.unsent.length - MAX_UNSENT);
  }

  /** Whatever comes: who else writes to these channels is not known. */
  private receive(text: string): void {
    const isHeard = (channel: string): boolean => this.listeners.has(channel);
    try {
      for (const hint of decodeHints(text, this.node, isHeard)) this.dispatch(hint);
    } catch (error) {
      this.onFault("a hint is malformed", error);
    }
  }

  private dispatch(hint: Hint): void {
    for (const listener of [...(this.listeners.get(channelOf(hint)) ?? [])]) listener(hint);
  }

  /** Redis is asked only for the first and the last listener of a shard. */
  private hold(shard: number, change: 1 | -1): void {
    const before = this.shards.get(shard) ?? 0;
    if (before + change > 0) this.shards.set(shard, before + change);
    else this.shards.delete(shard);
    if (this.redis.subscriber.status !== "ready") return;
    if (before === 0) void this.subscribe([shard]).then((heard) => heard || this.notListening());
    else if (before + change === 0) void this.unsubscribe(shard);
  }

  private async resubscribe(): Promise<void> {
    this.sharded = await this.supportsShards();
    const heard = await this.subscribe([...this.shards.keys()]);
    if (this.redis.subscriber.status !== "ready") return;
    if (!heard) return this.notListening();
    this.listening = true;
    this.onReconnect();
  }

  /** Until Redis lets this node listen, logs are read by polling, as while Redis is away. */
  private notListening(): void {
    this.listening = false;
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
    await left.catch(() => undefined);
  }

  /**
   * Since Redis 7; a cluster then keeps a message on the node that owns the channel. Asked until it
   * is answered: a node that guessed wrong would not hear the others.
   */
  private async supportsShards(): Promise<boolean> {
    const { commands, subscriber } = this.redis;
    while (subscriber.status === "ready") {
      const info = await commands.info("server").catch(() => null);
      if (info) return Number(/redis_version:(\d+)/.exec(info)?.[1] ?? 0) >= 7;
      await sleep(ASK_AGAIN_MS);
    }
    return this.sharded;
  }
}

/** Redis has answered, and not as it was asked: an outage looks otherwise. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

function shardOf(channel: string): number {
  return createHash("md5").update(channel).digest().readUInt32BE(0) % SHARDS;
}

function name(shard: number): string {
  return `confab:hints:${shard}`;
}
