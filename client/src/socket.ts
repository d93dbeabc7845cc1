import { createClient, type Client } from "graphql-ws";
import { backoffMs, Pauses } from "./backoff.js";
import type { SecondWay } from "./fallback.js";
import { Listeners } from "./listeners.js";
import { watchNetwork } from "./network.js";
import type { SocketStatus } from "./socket-status.js";
import type { SocketOptions } from "./socket.types.js";

interface CloseLike {
  readonly code?: number;
  readonly reason?: string;
}

const PONG_WITHIN_MS = 5_000;
/** Closed by ourselves because no token could be had just now: one that graphql-ws retries. */
const NO_TOKEN_YET = 4900;
const REAUTHENTICATE =
  "mutation Reauthenticate($accessToken: String!) { reauthenticate(accessToken: $accessToken) }";

/** For what nobody waits for. */
const NOBODY = { next: () => undefined, error: () => undefined, complete: () => undefined };

/** The one socket of a client: authenticated, kept alive, reopened after every cut that a retry cures. */
export class Socket {
  private made: Client | undefined;
  private carrier: Client | undefined;
  private readonly way: SecondWay | undefined;
  private gone = false;
  private status: SocketStatus = "idle";
  private refusedToken: string | undefined;
  private opened: { close(code: number, reason: string): void } | undefined;
  private pongTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly pauses = new Pauses();
  private readonly statusChanged = new Listeners<[SocketStatus]>();
  private readonly stops: (() => void)[] = [];

  constructor(private readonly options: SocketOptions) {
    const { session, fallback } = options;
    this.way = fallback?.make({
      ...fallback,
      onStatus: (status) => session.signedIn && !this.gone && this.become(status),
      onRevoked: () => session.end("SESSION_REVOKED"),
    });
    this.stops.push(
      session.onChange((tokens) => this.onSession(tokens?.accessToken)),
      watchNetwork({
        online: () => {
          this.wake();
          this.way?.networkChanged();
        },
        // The addresses of the old network are gone; waiting for a timeout would show old news as new.
        offline: () => void (this.isConnected && this.made?.terminate()),
      }),
    );
  }

  /** Made when it is first wanted: who only sends requests needs no WebSocket. */
  get client(): Client {
    const made = (this.made ??= this.create());
    return (this.carrier ??= this.way?.over(made) ?? made);
  }

  get transport(): "socket" | "stream" {
    return this.way?.isUsed ? "stream" : "socket";
  }

  /** After `dispose`: nothing is to be subscribed any more. */
  get disposed(): boolean {
    return this.gone;
  }

  get currentStatus(): SocketStatus {
    return this.status;
  }

  onStatus(listener: (status: SocketStatus) => void): () => void {
    return this.statusChanged.add(listener);
  }

  /** Tries again now instead of after the pause. */
  wake(): void {
    this.pauses.wake();
    this.way?.wake();
  }

  async dispose(): Promise<void> {
    this.gone = true;
    for (const stop of this.stops) stop();
    clearTimeout(this.pongTimer);
    this.wake();
    this.way?.stop();
    // A connection that is only being tried has nobody to say goodbye to.
    const connected = this.isConnected;
    if (!connected) this.made?.terminate();
    // Rejected where a connection that is being tried is given up, which is what is wanted.
    const closed = Promise.resolve(this.made?.dispose()).catch(() => undefined);
    // Only connecting ends graphql-ws's wait for a new subscription, which would keep Node running.
    if (connected) this.made?.subscribe({ query: "" }, NOBODY);
    await closed;
  }

  private create(): Client {
    const { options } = this;
    const { session } = options;
    const webSocketImpl =
      options.webSocketImpl ?? (globalThis as { WebSocket?: unknown }).WebSocket;
    if (!webSocketImpl)
      throw new Error(
        "There is no WebSocket here: pass that of `ws` to ConfabClient as webSocketImpl.",
      );
    return createClient({
      url: options.url,
      webSocketImpl,
      lazy: true,
      lazyCloseTimeout: 3_000,
      keepAlive: options.keepAliveMs ?? 12_000,
      connectionAckWaitTimeout: 10_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => session.signedIn && !this.gone && !this.way?.isUsed,
      retryWait: (attempt) =>
        this.pauses.wait(backoffMs(attempt, { baseMs: options.retryBaseMs ?? 500 })),
      connectionParams: () => this.connectionParams(),
      on: {
        connecting: (retrying) => this.become(retrying ? "reconnecting" : "connecting"),
        opened: (socket) => (this.opened = socket as { close(code: number, reason: string): void }),
        connected: () => {
          this.way?.connected();
          this.become("connected");
        },
        ping: (received) => {
          if (received) return;
          clearTimeout(this.pongTimer);
          // A half-open connection answers nothing and closes nothing.
          this.pongTimer = setTimeout(() => this.made?.terminate(), PONG_WITHIN_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(this.pongTimer);
        },
        closed: (event) => this.onClosed(event as CloseLike),
      },
    });
  }

  private async connectionParams(): Promise<Record<string, unknown>> {
    const { session, connectionParams } = this.options;
    try {
      const refused = this.refusedToken;
      this.refusedToken = undefined;
      if (refused !== undefined) await session.renew(refused);
      const authorization = await session.authorization();
      return authorization === null ? {} : { ...connectionParams, authorization };
    } catch {
      // Throwing here would make graphql-ws close with a code that it never retries.
      this.opened?.close(NO_TOKEN_YET, "No token yet");
      return {};
    }
  }

  private onClosed({ code, reason }: CloseLike): void {
    clearTimeout(this.pongTimer);
    this.opened = undefined;
    this.way?.closed(code);
    const { session } = this.options;
    if (code === 4403) this.refusedToken = session.tokens?.accessToken;
    if (code === 4401 && reason === "SESSION_REVOKED") session.end("SESSION_REVOKED");
    this.become(!session.signedIn ? "ended" : code === 1000 ? "idle" : "reconnecting");
  }

  private onSession(accessToken: string | undefined): void {
    if (accessToken === undefined) {
      this.made?.terminate();
      this.way?.stop();
      this.become("ended");
      return;
    }
    if (this.status === "ended") this.become("idle");
    if (!this.isConnected) return;
    // If it fails the server closes with 4403 in the end, and the reconnection brings the new token.
    this.client.subscribe({ query: REAUTHENTICATE, variables: { accessToken } }, NOBODY);
  }

  /** By a socket. */
  private get isConnected(): boolean {
    return this.status === "connected" && !this.way?.isUsed;
  }

  private become(status: SocketStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.statusChanged.emit(status);
  }
}
