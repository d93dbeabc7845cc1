/** What the examples need to know: a server, an account on it, and somebody to write to. */
export interface ExampleOptions {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly toUserId: string;
  readonly body: string;
  /** `ws`'s WebSocket, where the runtime has none. */
  readonly webSocketImpl?: unknown;
}

export interface ReceivedMessage {
  readonly id: string;
  readonly seq: number;
  readonly body: string | null;
}
