import type { Types } from "mongoose";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { Message } from "../../chat/log/message.model.js";
import type { Position } from "../../chat/log/position.js";
import type { EntryEvent } from "./feed-event.js";

/** Where a followed log ends, with what it says about members that may not be in their rows yet. */
export interface FollowedHead extends Position {
  /** By person: the last entry about their membership. */
  readonly lastAbout: ReadonlyMap<string, number>;
}

/** One of the two orders in which a log can be followed. */
export interface LogOrder {
  readonly name: "seq" | "revision";
  readonly positionOf: (place: Position) => number;
  /** Where a message came into the log. */
  readonly createdAt: (message: Message) => number;
  /** The first position that the member may have. */
  readonly joinedAt: (membership: Membership) => number;
  /** The last one of a former member. */
  readonly leftAt: (membership: Membership) => number;
  /** Both ends inclusive, ascending. Where positions have holes, fewer come than the range is long. */
  readonly read: (conversationId: Types.ObjectId, from: number, to: number) => Promise<Message[]>;
  /** Whoever missed more must load the conversation anew. */
  readonly maxReplay: number;
}

export interface LogOrders {
  readonly seq: LogOrder;
  readonly revision: LogOrder;
}

export const REPLAY_MAX = 10_000;

type Read = LogOrder["read"];

/** New messages, in their order. */
export function seqOrder(read: Read): LogOrder {
  return {
    name: "seq",
    positionOf: ({ seq }) => seq,
    createdAt: ({ seq }) => seq,
    joinedAt: ({ joinedSeq }) => joinedSeq,
    leftAt: ({ leftSeq }) => leftSeq ?? 0,
    read,
    maxReplay: Infinity,
  };
}

/** Changes, new messages included: each message stands where its latest change is. */
export function revisionOrder(read: Read): LogOrder {
  return {
    name: "revision",
    positionOf: ({ revision }) => revision,
    createdAt: ({ createdRevision }) => createdRevision,
    joinedAt: ({ joinedRevision }) => joinedRevision,
    leftAt: ({ leftRevision }) => leftRevision ?? 0,
    read,
    maxReplay: REPLAY_MAX,
  };
}

/** The events for entries that were read together. */
export function eventsOf(
  entries: readonly Message[],
  {
    isNew,
    replayed,
  }: { readonly isNew: (message: Message) => boolean; readonly replayed: boolean },
): EntryEvent[] {
  return entries.map((message) => ({ kind: "entry", message, isNew: isNew(message), replayed }));
}
