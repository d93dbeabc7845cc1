import { backoffMs, Pauses } from "./backoff.js";
import { ConfabError, fromGraphQLError, handlerError, tell, toConfabError } from "./error.js";
import type { Socket } from "./socket.js";

export interface SubscriptionOptions<Result> {
  readonly query: string;
  /** Asked again at every (re)subscription. */
  readonly variables: () => Record<string, unknown>;
  readonly next: (data: Result) => void;
  readonly error?: ((error: ConfabError) => void) | undefined;
}

export interface Subscription {
  stop(): void;
  /** Asks anew, with the variables of now. */
  renew(): void;
}

/**
 * A subscription that ends only when it is told to, or when the server says that asking again is no
 * use. A server that restarts completes its subscriptions first: that is not an end.
 */
export function keepSubscribed<Result>(
  socket: Socket,
  options: SubscriptionOptions<Result>,
): Subscription {
  const pauses = new Pauses();
  let failures = 0;
  let stopped = false;
  /** Which subscription it is: what an earlier one says counts no more. */
  let current = 0;
  let unsubscribe = (): void => undefined;

  const payload = {
    query: options.query,
    // graphql-ws serialises the payload anew whenever it reopens the socket.
    get variables(): Record<string, unknown> {
      return options.variables();
    },
  };
  const isOver = (mine: number): boolean => stopped || socket.disposed || mine !== current;
  const again = async (mine: number, error?: ConfabError): Promise<void> => {
    if (isOver(mine)) return;
    if (error) options.error?.(error);
    if (error && !error.retryable) return;
    await pauses.wait(error?.retryAfterMs ?? backoffMs(failures++));
    if (!isOver(mine)) begin();
  };
  // Thrown further it would close the socket, under everything else that goes over it.
  const give = (data: Result): void => {
    try {
      options.next(data);
    } catch (thrown) {
      tell(options.error, handlerError(thrown));
    }
  };
  const begin = (): void => {
    const mine = ++current;
    unsubscribe = socket.client.subscribe<Result>(payload, {
      next: (result) => {
        failures = 0;
        const [error] = result.errors ?? [];
        if (error) options.error?.(fromGraphQLError(error));
        else if (result.data && !isOver(mine)) give(result.data);
      },
      error: (thrown) => void again(mine, asError(thrown)),
      complete: () => void again(mine),
    });
  };
  begin();
  return {
    stop() {
      stopped = true;
      pauses.wake();
      unsubscribe();
    },
    renew() {
      if (stopped || socket.disposed) return;
      const leave = unsubscribe;
      begin();
      leave();
    },
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
