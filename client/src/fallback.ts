import type { Client } from "graphql-ws";
import type { SocketStatus } from "./socket-status.js";

export interface FallbackParts {
  readonly url: string;
  /** With the token in it. */
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly onStatus: (status: SocketStatus) => void;
  readonly onRevoked: () => void;
}

/** Where subscriptions go while no WebSocket can be opened. It is told what becomes of those. */
export interface SecondWay {
  readonly isUsed: boolean;
  /** A client whose subscriptions go by whichever way is open. */
  over(client: Client): Client;
  connected(): void;
  closed(code: number | undefined): void;
  /** No pause any more. */
  wake(): void;
  /** Another network may let WebSockets through. */
  networkChanged(): void;
  /** Nobody is signed in any more. */
  stop(): void;
}

/** `eventStreams` of `@confab/client/sse`. */
export type Fallback = (parts: FallbackParts) => SecondWay;
