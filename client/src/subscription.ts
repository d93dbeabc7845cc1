import { backoffMs, Pauses } from "./backoff.js";
import { ConfabError, fromGraphQLError, toConfabError } from "./error.js";
import type { Socket } from "./socket.js";

export interface SubscriptionOptions<Result> {
  readonly query: string;
  /** Asked again at every (re)subscription. */
  readonly variables: () => Record<string, unknown>;
  readonly next: (data: Result) => void;
  readonly error?: ((error: ConfabError) => void) | undefined;
}

/**
 * A subscription that ends only when it is told to, or when the server says that asking again is no
 * use. A server that restarts completes its subscriptions first: that is not an end.
 */
export function keepSubscribed<Result>(
  socket: Socket,
  options: SubscriptionOptions<Result>,
): () => void {
  const pauses = new Pauses();
  let failures = 0;
  let stopped = false;
  let unsubscribe = (): void => undefined;

  const payload = {
    query: options.query,
    // graphql-ws serialises the payload anew whenever it reopens the socket.
    get variables(): Record<string, unknown> {
      return options.variables();
    },
  };
  const again = async (error?: ConfabError): Promise<void> => {
    if (stopped || socket.disposed) return;
    if (error) options.error?.(error);
    if (error && !error.retryable) return;
    await pauses.wait(error?.retryAfterMs ?? backoffMs(failures++));
    if (!stopped && !socket.disposed) begin();
  };
  const begin = (): void => {
    unsubscribe = socket.client.subscribe<Result>(payload, {
      next: (result) => {
        failures = 0;
        const [error] = result.errors ?? [];
        if (error) options.error?.(fromGraphQLError(error));
        else if (result.data) options.next(result.data);
      },
      error: (thrown) => void again(asError(thrown)),
      complete: () => void again(),
    });
  };
  begin();
  return () => {
    stopped = true;
    pauses.wake();
    unsubscribe();
  };
}

/** A close event that graphql-ws gave up on, or the errors that the server sent. */
function asError(thrown: unknown): ConfabError {
  if (Array.isArray(thrown)) return toConfabError(thrown);
  const { code, reason } = (thrown ?? {}) as { code?: number; reason?: string };
  if (code === 4401 || code === 4499) {
    return new ConfabError({
      code: "UNAUTHENTICATED",
      message: reason || "The session has ended.",
      cause: thrown,
    });
  }
  if (code === 1008) {
    const message = "Too many messages were sent over this connection.";
    return new ConfabError({ code: "RATE_LIMITED", message, retryAfterMs: 10_000, cause: thrown });
  }
  if (code !== undefined && ((code >= 4400 && code < 4500) || code === 1009)) {
    return new ConfabError({
      code: "BAD_USER_INPUT",
      message: reason || `Closed with ${code}.`,
      cause: thrown,
    });
  }
  return toConfabError(thrown);
}
