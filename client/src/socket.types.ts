import type { Fallback, FallbackParts } from "./fallback.js";
import type { StoredSession } from "./session.js";

export interface SocketOptions {
  readonly url: string;
  readonly session: StoredSession;
  /** Of every connection besides the token. */
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  /** `ws`'s WebSocket on a Node without one of its own; looked at when a socket is opened. */
  readonly webSocketImpl?: unknown;
  readonly fallback?:
    (Pick<FallbackParts, "url" | "fetch"> & { readonly make: Fallback }) | undefined;
  /** How often to make sure that the other end is there; 12 s unless told. */
  readonly keepAliveMs?: number | undefined;
  readonly retryBaseMs?: number | undefined;
}
