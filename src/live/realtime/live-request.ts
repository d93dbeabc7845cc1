import type { Viewer } from "../../platform/core/viewer.js";
import type { FeedEvent } from "./feed-event.js";
import type { LogOrders } from "./log-order.js";

export type LogKind = "conversations" | "viewer" | "server";

export interface Followed {
  /** Which logs: those of conversations, the viewer's own, or the server's one. */
  readonly logs: LogKind;
  /** Those who ask for the same, but for other events of it, are given nothing together. */
  readonly choice?: string;
  readonly order: keyof LogOrders;
  /** One log by its id, or null for all conversations that the viewer is in, those joined later included. */
  readonly conversationId: string | null;
  /** The last position that the client has, by conversation. */
  readonly since: ReadonlyMap<string, number>;
  /** Those that `since` does not name begin live, or were all joined after it and begin there. */
  readonly others?: "live" | "joined";
  /** The root value for an event, or null where this subscription has none for it. */
  readonly rootOf: (event: FeedEvent) => object | null;
}

/**
 * What a subscription field answers instead of a source of events: what is to be followed. The
 * engine does the rest on the socket that asked.
 */
export class LiveRequest implements AsyncIterable<never> {
  constructor(
    readonly viewer: Viewer,
    readonly followed: Followed,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<never> {
    throw new Error("live subscriptions are served over a socket");
  }
}
