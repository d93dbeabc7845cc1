import type { Viewer } from "../auth/viewer.js";
import type { Stream } from "./stream.js";

/**
 * What a subscription field answers instead of a source of events: what is to be followed. The
 * engine does the rest on the socket that asked.
 */
export class LiveRequest implements AsyncIterable<never> {
  constructor(
    readonly viewer: Viewer,
    readonly stream: Stream,
    /** One conversation, or null for all that the viewer is in, those joined later included. */
    readonly conversationId: string | null,
    /** The last position that the client has, by conversation. */
    readonly since: ReadonlyMap<string, number>,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<never> {
    throw new Error("live subscriptions are served over a socket");
  }
}
