import { createHash, randomUUID } from "node:crypto";
import { channelOf, type Hint, type HintBus, type HintListener } from "../realtime/hint.js";
import type { RedisConnections } from "./redis.js";

/** Logical channels share these, so that Redis knows few and one message can carry many hints. */
const SHARDS = 64;

interface Envelope {
  readonly from: string;
  readonly hints: readonly Hint[];
}

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
  private sharded = false;

  constructor(private readonly redis: RedisConnections) {}

  get connected(): boolean {
    return this.redis.connected;
  }

  /** How many channels have a listener: back to zero when every feed is gone. */
  get channelCount(): number {
    return this.listeners.size;
  }

  start(): void {
    const { subscriber } = this.redis;
    subscriber.on("message", (_channel: string, text: string) => this.receive(text));
    subscriber.on("smessage", (_channel: string, text: string) => this.receive(text));
    subscriber.on("ready", () => void this.resubscribe().then(() => this.onReconnect()));
  }

  stop(): void {
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
    const byShard = new Map<number, Hint[]>();
    for (const hint of hints) {
      const shard = shardOf(channelOf(hint));
      byShard.set(shard, [...(byShard.get(shard) ?? []), hint]);
    }
    for (const [shard, joined] of byShard) {
      const text = JSON.stringify({ from: this.node, hints: joined } satisfies Envelope);
      const { commands } = this.redis;
      const sent = this.sharded
        ? commands.spublish(name(shard), text)
        : commands.publish(name(shard), text);
      sent.catch(() => undefined);
    }
  }

  private receive(text: string): void {
    const { from, hints } = JSON.parse(text) as Envelope;
    if (from !== this.node) for (const hint of hints) this.dispatch(hint);
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
    if (before === 0) void this.subscribe([shard]);
    else if (before + change === 0) void this.unsubscribe(shard);
  }

  private async resubscribe(): Promise<void> {
    this.sharded = await this.supportsShards();
    await this.subscribe([...this.shards.keys()]);
  }

  private async subscribe(shards: readonly number[]): Promise<void> {
    const { subscriber } = this.redis;
    for (const shard of shards)
      await (
        this.sharded ? subscriber.ssubscribe(name(shard)) : subscriber.subscribe(name(shard))
      ).catch(() => undefined);
  }

  private async unsubscribe(shard: number): Promise<void> {
    const { subscriber } = this.redis;
    const left = this.sharded
      ? subscriber.sunsubscribe(name(shard))
      : subscriber.unsubscribe(name(shard));
    await left.catch(() => undefined);
  }

  /** Since Redis 7; a cluster then keeps a message on the node that owns the channel. */
  private async supportsShards(): Promise<boolean> {
    const info = await this.redis.commands.info("server").catch(() => "");
    return Number(/redis_version:(\d+)/.exec(info)?.[1] ?? 0) >= 7;
  }
}

function shardOf(channel: string): number {
  return createHash("md5").update(channel).digest().readUInt32BE(0) % SHARDS;
}

function name(shard: number): string {
  return `confab:hints:${shard}`;
}
