import type { Types } from "mongoose";
import type { Position } from "../../chat/log/position.js";
import type { EntryEvent } from "./feed-event.js";
import type { Stay } from "./memberships.js";
import type { LogEntry } from "./log-entry.js";

/** Where a followed log ends, with what it says about members that may not be in their rows yet. */
export interface FollowedHead extends Position {
  /** By person: the last entry about their membership. */
  readonly lastAbout: ReadonlyMap<string, number>;
}

/** One of the two orders in which a log can be followed. */
export interface LogOrder {
  readonly name: "seq" | "revision";
  readonly positionOf: (place: Position) => number;
  /** The first position that the member may have. */
  readonly joinedAt: (membership: Stay) => number;
  /** The last one of a former member. */
  readonly leftAt: (membership: Stay) => number;
  /** Both ends inclusive, ascending. Where positions have holes, fewer come than the range is long. */
  readonly read: (conversationId: Types.ObjectId, from: number, to: number) => Promise<LogEntry[]>;
  /** Whoever missed more must load the conversation anew. */
  readonly maxReplay: number;
}

export interface LogOrders {
  readonly seq: LogOrder;
  readonly revision: LogOrder;
}

export const REPLAY_MAX = 10_000;

type Read = LogOrder["read"];

/** New entries, in their order. */
export function seqOrder(read: Read): LogOrder {
  return {
    name: "seq",
    positionOf: ({ seq }) => seq,
    joinedAt: ({ joinedSeq }) => joinedSeq,
    leftAt: ({ leftSeq }) => leftSeq ?? 0,
    read,
    maxReplay: Infinity,
  };
}

/** Changes, new entries included: each stands where its latest change is. */
export function revisionOrder(read: Read): LogOrder {
  return {
    name: "revision",
    positionOf: ({ revision }) => revision,
    joinedAt: ({ joinedRevision }) => joinedRevision,
    leftAt: ({ leftRevision }) => leftRevision ?? 0,
    read,
    maxReplay: REPLAY_MAX,
  };
}

/** Those that come after a position, in order. */
export function inOrder(
  { positionOf }: LogOrder,
  entries: readonly LogEntry[],
  position: number,
): LogEntry[] {
  const newer = entries.filter((entry) => positionOf(entry) > position);
  return newer.sort((a, b) => positionOf(a) - positionOf(b));
}

/** The events for entries that are given together. */
export function eventsOf(
  entries: readonly LogEntry[],
  { isNew, replayed }: { readonly isNew: (entry: LogEntry) => boolean; readonly replayed: boolean },
): EntryEvent[] {
  return entries.map((entry) => ({ kind: "entry", entry, isNew: isNew(entry), replayed }));
}
