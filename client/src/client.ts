import type { Client } from "graphql-ws";
import { documentText, type AnyDocument, type Print, type TypedDocument } from "./document.js";
import type { ConfabError } from "./error.js";
import {
  followEvents,
  followMessages,
  type EventFields,
  type EventHandlers,
  type FeedDependencies,
} from "./feed.js";
import { Http, type Fetch, type RequestOptions } from "./http.js";
import { Outbox, type OutboxOptions } from "./outbox.js";
import { Positions } from "./positions.js";
import { Session } from "./session.js";
import { Socket, type SocketStatus } from "./socket.js";
import { memoryStore, type Store } from "./store.js";
import { keepSubscribed } from "./subscription.js";
import type { Tokens } from "./token.js";

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
  readonly fetch?: Fetch | undefined;
  /** `WebSocket` of `ws` on a Node before 22, which has none; only subscriptions need it. */
  readonly webSocketImpl?: unknown;
  /** graphql's `print`, where documents are nodes and not strings. */
  readonly print?: Print | undefined;
  readonly keepAliveMs?: number | undefined;
  readonly retryBaseMs?: number | undefined;
}

const REFRESH = `mutation Refresh($refreshToken: String!) { refresh(refreshToken: $refreshToken) {
  tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt tokenType } } }` as unknown as TypedDocument<
  { refresh: { tokens: Tokens } },
  { refreshToken: string }
>;

/** One signed-in (or signed-out) connection to a server. */
export class ConfabClient {
  readonly session: Session;
  readonly positions: Positions;
  private readonly http: Http;
  private readonly socket: Socket;
  private readonly store: Store;
  private readonly outboxes: { dispose(): void }[] = [];
  private readonly text: (document: AnyDocument) => string;

  constructor(options: ConfabOptions) {
    this.store = options.store ?? memoryStore();
    this.text = (document) => documentText(document, options.print);
    this.http = new Http({
      url: options.url,
      fetch: options.fetch,
      session: () => this.session,
      text: this.text,
    });
    this.session = new Session({
      store: this.store,
      exchange: async (refreshToken) =>
        (await this.http.requestPlainly(REFRESH, { refreshToken })).refresh.tokens,
    });
    this.positions = new Positions({ store: options.keepPositions ? this.store : memoryStore() });
    this.socket = new Socket({
      url: options.url.replace(/^http/, "ws"),
      session: this.session,
      webSocketImpl: options.webSocketImpl,
      keepAliveMs: options.keepAliveMs,
      retryBaseMs: options.retryBaseMs,
    });
    this.session.onChange((tokens) => {
      if (!tokens) this.positions.clear();
    });
  }

  /** For another GraphQL client: its `fetch`, with the token in it. */
  get fetch(): Http["fetch"] {
    return this.http.fetch;
  }

  /** For another GraphQL client: its graphql-ws client. */
  get socketClient(): Client {
    return this.socket.client;
  }

  get status(): SocketStatus {
    return this.socket.currentStatus;
  }

  onStatus(listener: (status: SocketStatus) => void): () => void {
    return this.socket.onStatus(listener);
  }

  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result> {
    return this.http.request(document, variables, options);
  }

  subscribe<Result, Variables extends Record<string, unknown>>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    handlers: {
      readonly next: (data: Result) => void;
      readonly error?: (error: ConfabError) => void;
    },
  ): () => void {
    const { next, error } = handlers;
    return keepSubscribed(this.socket, {
      query: this.text(document),
      variables: () => variables,
      next,
      error,
    });
  }

  /** `conversationEvents` without a hole; see EventHandlers. */
  followEvents<E extends EventFields, V extends object>(
    document: TypedDocument<{ conversationEvents: E }, V>,
    variables: Omit<V, "since">,
    handlers: EventHandlers<E>,
  ): () => void {
    return followEvents(this.feedParts(), document, variables, handlers);
  }

  /** `messageReceived` without a hole. */
  followMessages<
    M extends { readonly conversationId: string; readonly seq: number },
    V extends object,
  >(
    document: TypedDocument<{ messageReceived: M }, V>,
    variables: Omit<V, "since">,
    handlers: {
      readonly message: (message: M) => void;
      readonly error?: (error: ConfabError) => void;
    },
  ): () => void {
    return followMessages(this.feedParts(), document, variables, handlers);
  }

  outbox<Input extends { readonly clientMessageId: string | number }, Result>(
    options: Omit<OutboxOptions<Input, Result>, "store">,
  ): Outbox<Input, Result> {
    const outbox = new Outbox({ ...options, store: this.store });
    this.outboxes.push(outbox);
    return outbox;
  }

  /** Tries to reconnect now; a good thing to do when the app comes to the foreground. */
  wake(): void {
    this.socket.wake();
  }

  async dispose(): Promise<void> {
    for (const outbox of this.outboxes) outbox.dispose();
    this.session.dispose();
    await this.socket.dispose();
  }

  private feedParts(): FeedDependencies {
    return { socket: this.socket, positions: this.positions, text: this.text };
  }
}
