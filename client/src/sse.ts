import { EventStreams } from "./event-streams.js";
import type { Fallback } from "./fallback.js";

export type { Fallback, FallbackParts, SecondWay } from "./fallback.js";

/**
 * Subscriptions by streams of events, for networks that let no WebSocket through:
 * `new ConfabClient({ url, fallback: eventStreams })`.
 */
export const eventStreams: Fallback = (parts) => new EventStreams(parts);
