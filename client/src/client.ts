import type { Client } from "graphql-ws";
import { documentText, type AnyDocument, type TypedDocument } from "./document.js";
import type { ConfabError } from "./error.js";
import { followEvents, followMessages, followViewer, type FeedDependencies } from "./follow.js";
import type {
  EventFields,
  EventHandlers,
  MessageHandlers,
  ViewerEventFields,
  ViewerHandlers,
} from "./follow.types.js";
import { Http, type RequestOptions } from "./http.js";
import { Outbox, type OutboxOptions } from "./outbox.js";
import type { ConfabOptions } from "./options.js";
import { StoredPositions } from "./positions.js";
import type { Positions } from "./positions.types.js";
import { REFRESH } from "./refresh.js";
import { StoredSession, type Session } from "./session.js";
import { Socket } from "./socket.js";
import type { SocketStatus } from "./socket-status.js";
import { memoryStore, type Store } from "./store.js";
import { keepSubscribed } from "./subscription.js";
import { broughtTokens, keepKeyOut, type Tokens } from "./token.js";

/** One signed-in (or signed-out) connection to a server. */
export class ConfabClient {
  private readonly storedSession: StoredSession;
  private readonly storedPositions: StoredPositions;
  private readonly http: Http;
  private readonly socket: Socket;
  private readonly store: Store;
  private readonly outboxes: { dispose(): void }[] = [];
  private readonly follows = new Set<() => void>();
  private readonly text: (document: AnyDocument) => string;

  constructor(options: ConfabOptions) {
    this.store = options.store ?? memoryStore();
    this.text = (document) => documentText(document, options.print);
    const { service, getToken } = options;
    if (service) keepKeyOut(service.key);
    const { actAs } = service ?? {};
    this.http = new Http({
      url: options.url,
      fetch: options.fetch,
      headers: actAs === undefined ? undefined : { "act-as": actAs },
      session: () => this.storedSession,
      text: this.text,
    });
    const bring = service
      ? () => ({ ...broughtTokens(service.key), tokenType: "Server" })
      : getToken;
    this.storedSession = new StoredSession({
      // What is brought can be brought again, and is nothing to keep.
      store: bring ? undefined : this.store,
      isBrought: bring !== undefined,
      exchange: (refreshToken) => (bring ? this.brought(bring) : this.refreshed(refreshToken)),
    });
    const store = options.keepPositions ? this.store : memoryStore();
    this.storedPositions = new StoredPositions({ store });
    this.socket = new Socket({
      url: options.url.replace(/^http/, "ws"),
      session: this.storedSession,
      connectionParams: actAs === undefined ? undefined : { actAs },
      webSocketImpl: options.webSocketImpl,
      fallback: options.fallback && { url: options.url, fetch: this.fetch, make: options.fallback },
      keepAliveMs: options.keepAliveMs,
      retryBaseMs: options.retryBaseMs,
    });
    this.session.onChange((tokens) => {
      if (!tokens) this.storedPositions.clear();
    });
  }

  get session(): Session {
    return this.storedSession;
  }

  get positions(): Positions {
    return this.storedPositions;
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

  /** `stream` where WebSockets are blocked. Every change comes with one of the status. */
  get transport(): "socket" | "stream" {
    return this.socket.transport;
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
    const query = this.text(document);
    const subscription = keepSubscribed(this.socket, {
      ...{ query, variables: () => variables, next, error },
    });
    return () => subscription.stop();
  }

  /** `conversationEvents` without a hole; see EventHandlers. */
  followEvents<E extends EventFields, V extends object>(
    document: TypedDocument<{ conversationEvents: E }, V>,
    variables: Omit<V, "since">,
    handlers: EventHandlers<E>,
  ): () => void {
    return this.keep((parts) => followEvents(parts, document, variables, handlers));
  }

  /** `viewerEvents` without a hole; see ViewerHandlers. Its position is that of "viewer". */
  followViewer<E extends ViewerEventFields, V extends object>(
    document: TypedDocument<{ viewerEvents: E }, V>,
    variables: Omit<V, "since">,
    handlers: ViewerHandlers<E>,
  ): () => void {
    return this.keep((parts) => followViewer(parts, document, variables, handlers));
  }

  /** `messageReceived` without a hole. */
  followMessages<
    M extends { readonly conversationId: string; readonly seq: number },
    V extends object,
  >(
    document: TypedDocument<{ messageReceived: M }, V>,
    variables: Omit<V, "since">,
    handlers: MessageHandlers<M>,
  ): () => void {
    return this.keep((parts) => followMessages(parts, document, variables, handlers));
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
    for (const stop of this.follows) stop();
    this.storedSession.dispose();
    await this.socket.dispose();
  }

  private async brought(bring: NonNullable<ConfabOptions["getToken"]>): Promise<Tokens> {
    const tokens = broughtTokens(await bring());
    keepKeyOut(tokens.accessToken);
    return tokens;
  }

  private async refreshed(refreshToken: string | null): Promise<Tokens> {
    const variables = { refreshToken: refreshToken ?? "" };
    return (await this.http.requestPlainly(REFRESH, variables)).refresh.tokens;
  }

  private keep(follow: (parts: FeedDependencies) => () => void): () => void {
    const { socket, storedPositions: positions, text } = this;
    const stop = follow({ socket, positions, text });
    const stopOnce = (): void => {
      if (this.follows.delete(stopOnce)) stop();
    };
    this.follows.add(stopOnce);
    return stopOnce;
  }
}
