import { LRUCache } from "lru-cache";
import type { FaultKind, FaultPlace, OnFault } from "./fault.js";

/** What goes on is said again after so long. */
const QUIET_MS = 60_000;
const MAX_PLACES = 1_000;
/** An outage befalls every conversation: so many places of one kind are named, and the rest counted. */
const MAX_OF_KIND = 20;

export interface FaultSinks {
  readonly log: (kind: FaultKind, error: unknown, place: FaultPlace) => void;
  /** Each time. */
  readonly count: (kind: FaultKind) => void;
}

/** Says each fault once, where it is tried again many times, and counts all. */
export class FaultLog {
  private readonly said = new LRUCache<string, true>({ max: MAX_PLACES, ttl: QUIET_MS });
  private readonly ofKind = new LRUCache<FaultKind, number>({ max: MAX_PLACES, ttl: QUIET_MS });

  constructor(private readonly sinks: FaultSinks) {}

  readonly report: OnFault = (kind, error, place = {}) => {
    this.sinks.count(kind);
    const key = `${kind} ${place.conversationId ?? ""} ${place.userId ?? ""}`;
    const count = this.ofKind.get(kind) ?? 0;
    if (this.said.has(key) || count >= MAX_OF_KIND) return;
    this.said.set(key, true);
    this.ofKind.set(kind, count + 1, { noUpdateTTL: true });
    this.sinks.log(kind, error, place);
  };
}
