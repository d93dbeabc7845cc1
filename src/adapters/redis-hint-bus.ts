import { randomUUID } from "node:crypto";
import type { OnFault } from "../platform/core/fault.js";
import { channelOf, type Hint, type HintBus, type HintListener } from "../platform/hints/hint.js";
import { HintListeners } from "../platform/hints/hint-listeners.js";
import { decodeHints, encodeHints } from "./hint-codec.js";
import { isRefusal, RedisShards, shardOf } from "./redis-shards.js";
import type { RedisConnections } from "./redis.js";

/** Head checks do not find what these tell, so they are told again when Redis is back. */
const LASTING: ReadonlySet<Hint["kind"]> = new Set([
  "memberships",
  "sessions",
  "contact",
  "blocks",
]);
const MAX_UNSENT = 10_000;

/**
 * Hints between nodes. The hints of a tick go out as one message per shard. A node's own hints
 * reach it without Redis. What is lost on the way is found by the head checks.
 */
export class RedisHintBus implements HintBus {
  private readonly node = randomUUID();
  private readonly listeners = new HintListeners();
  private readonly shards: RedisShards;
  private outgoing: Hint[] = [];
  private unsent: Hint[] = [];

  constructor(
    private readonly redis: RedisConnections,
    private readonly onFault: OnFault,
  ) {
    this.shards = new RedisShards(redis, onFault);
  }

  get connected(): boolean {
    return this.redis.connected && this.shards.listening;
  }

  /** How many channels have a listener: back to zero when every feed is gone. */
  get channelCount(): number {
    return this.listeners.size;
  }

  start(): void {
    const { commands, subscriber } = this.redis;
    subscriber.on("message", (_channel: string, text: string) => this.receive(text));
    subscriber.on("smessage", (_channel: string, text: string) => this.receive(text));
    this.shards.start();
    commands.on("ready", () => this.send(this.unsent.splice(0)));
  }

  stop(): void {
    this.listeners.clear();
    this.shards.stop();
  }

  whenReconnected(listener: () => void): void {
    this.shards.whenReconnected(listener);
  }

  publish(hint: Hint): void {
    if (this.outgoing.push(hint) === 1) setImmediate(() => this.flush());
  }

  listen(channel: string, listener: HintListener): () => void {
    if (this.listeners.add(channel, listener)) this.shards.hold(shardOf(channel), 1);
    return () => this.leave(channel, listener);
  }

  leave(channel: string, listener: HintListener): void {
    if (this.listeners.delete(channel, listener)) this.shards.hold(shardOf(channel), -1);
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
      this.shards.publish(shard, text).catch((error: unknown) => {
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
    for (const listener of this.listeners.of(channelOf(hint))) listener(hint);
  }
}
