import type { Print } from "./document.js";
import type { Fallback } from "./fallback.js";
import type { Fetch } from "./http.js";
import type { Store } from "./store.js";
import type { BroughtToken } from "./token.js";

export interface ConfabOptions {
  /** `https://chat.example.com/graphql`; the socket is at the same address, with ws(s). */
  readonly url: string;
  /** Keeps tokens, positions and unsent messages. Forgotten with the process unless given. */
  readonly store?: Store | undefined;
  /**
   * Keeps positions across runs. Only for apps that also keep the messages: an app that starts
   * empty wants everything to be unlisted.
   */
  readonly keepPositions?: boolean | undefined;
  /**
   * For logins of the app's own: brings a token of `issueTokens` or `exchangeToken` from its backend,
   * when the first request needs one, before it expires, and where the server refuses it. Signed in
   * from the start; whatever it throws is tried again.
   */
  readonly getToken?: (() => BroughtToken | Promise<BroughtToken>) | undefined;
  /** For backends instead: a service key, and whom it acts for (`ext:…` or an id). */
  readonly service?: { readonly key: string; readonly actAs?: string | undefined } | undefined;
  readonly fetch?: Fetch | undefined;
  /** `WebSocket` of `ws` on a Node before 22, which has none; only subscriptions need it. */
  readonly webSocketImpl?: unknown;
  /** By what subscriptions go where WebSockets are blocked: `eventStreams` of `@confab/client/sse`. */
  readonly fallback?: Fallback | undefined;
  /** graphql's `print`, where documents are nodes and not strings. */
  readonly print?: Print | undefined;
  readonly keepAliveMs?: number | undefined;
  readonly retryBaseMs?: number | undefined;
}
