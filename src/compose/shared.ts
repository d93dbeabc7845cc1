import { MemoryCounter } from "../adapters/memory-counter.js";
import { RedisConnections } from "../adapters/redis.js";
import { RedisCounter } from "../adapters/redis-counter.js";
import { RedisHintBus } from "../adapters/redis-hint-bus.js";
import { RedisPresenceStore } from "../adapters/redis-presence-store.js";
import { RedisTypingStore } from "../adapters/redis-typing-store.js";
import { MemoryPresenceStore, type PresenceStore } from "../chat/awareness/presence-store.js";
import { MemoryTypingStore, type TypingStore } from "../chat/awareness/typing-store.js";
import type { Config } from "../platform/config/config.types.js";
import type { Counter } from "../platform/limits/counter.js";
import type { OnFault } from "../platform/core/fault.js";
import type { HintBus } from "../platform/hints/hint.js";
import { LocalHintBus } from "../platform/hints/local-hint-bus.js";

/** What all nodes of a service hold in common, besides the database. */
export interface Shared {
  readonly bus: HintBus;
  readonly counter: Counter;
  readonly presence: PresenceStore;
  readonly typing: TypingStore;
  /** Told whether other processes write to the database, while they do. */
  heedOthers(are: boolean): void;
  start(): void;
  stop(): Promise<void>;
}

/** Limits are counted and activity is shown by each process for itself, and what others write comes late. */
const ALONE = new Error("give all of them one REDIS_URL, unless it is an import or a restart");

type RedisState = (answers: boolean, state: string) => void;

/** In Redis, or in this process where it is the only one. */
export function createShared({ redisUrl }: Config, onState: RedisState, onFault: OnFault): Shared {
  if (redisUrl === null) {
    const bus = new LocalHintBus();
    return {
      bus,
      counter: new MemoryCounter(),
      presence: new MemoryPresenceStore(),
      typing: new MemoryTypingStore(),
      heedOthers: (are) => {
        if (are) onFault("other processes use the database, and no REDIS_URL joins them", ALONE);
        bus.heedOthers(are);
      },
      start: () => undefined,
      stop: () => Promise.resolve(),
    };
  }
  const redis = new RedisConnections(redisUrl, onState);
  const bus = new RedisHintBus(redis, onFault);
  return {
    bus,
    counter: new RedisCounter(redis.commands),
    presence: new RedisPresenceStore(redis.commands, new MemoryPresenceStore()),
    typing: new RedisTypingStore(redis.commands, new MemoryTypingStore()),
    heedOthers: () => undefined,
    start: () => {
      redis.start();
      bus.start();
    },
    stop: async () => {
      bus.stop();
      await redis.stop();
    },
  };
}
