import type { Observable } from "@graphiql/toolkit";
import type { ExecutionResult } from "graphql";
import { createClient, type SubscribePayload } from "graphql-ws";
import type { Authorization } from "./authorization";
import { closeCode, describeClose } from "./close-reason";

const forbidden = 4403;
/** What graphql-ws reports for `client.terminate()`. */
const terminated = 4499;
const retryAttempts = 8;
const longestWaitMs = 15_000;

interface Subscription {
  readonly url: string;
  readonly authorization: Authorization;
  readonly payload: SubscribePayload;
}

/**
 * A subscription over a socket of its own, which therefore always opens with the newest token.
 * It ends at the server's word, at `unsubscribe`, or when the connection cannot be had; until then what
 * happens to the connection is reported as results, because GraphiQL shows nothing else.
 */
export function subscribeOverSocket(subscription: Subscription): Observable<ExecutionResult> {
  // GraphiQL calls only the first of the type's three overloads.
  const observable: { subscribe(sink: Sink): unknown } = {
    subscribe: (sink) => run(subscription, sink),
  };
  return observable as Observable<ExecutionResult>;
}

interface Sink {
  next(result: ExecutionResult): void;
  complete(): void;
}

function run({ url, authorization, payload }: Subscription, sink: Sink): { unsubscribe(): void } {
  let ended = false;
  let cause: unknown;
  let stopWaiting: (() => void) | undefined;

  const report = (message: string): void => {
    if (!ended) sink.next({ errors: [{ message }] } as unknown as ExecutionResult);
  };
  const end = (): void => {
    if (ended) return;
    ended = true;
    forget();
    // GraphiQL has one slot for the running subscription: completing after `unsubscribe` would empty it
    // although the next one may be in it.
    sink.complete();
  };
  const wait = (ms: number): Promise<void> =>
    new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      stopWaiting = undefined;
    });

  const client = createClient({
    url,
    connectionParams: () => {
      const { value } = authorization;
      return value === undefined ? {} : { authorization: value };
    },
    connectionAckWaitTimeout: 10_000,
    retryAttempts,
    // Without it a server that is down (an error event, not a close event) would end the subscription.
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const text = describeClose(cause, url);
      switch (closeCode(cause)) {
        case terminated:
          return;
        case forbidden:
          report(`${text} Paste a fresh one into the Headers tab: the subscription then goes on.`);
          await wait(Infinity);
          return;
        default: {
          const ms = Math.min(1_000 * 2 ** retries, longestWaitMs);
          report(`${text} Trying again in ${ms / 1_000} s.`);
          await wait(ms);
        }
      }
    },
    on: {
      connected: (_socket, _payload, again) => {
        if (again && !ended) sink.next({ extensions: { notice: connectedAgain } });
      },
      closed: (event) => (cause = event),
      error: (error) => (cause = error),
    },
  });

  const forget = authorization.onChange(() => {
    if (stopWaiting) stopWaiting();
    else client.terminate();
  });
  const dispose = client.subscribe(payload, {
    next: (result) => {
      if (!ended) sink.next(result as ExecutionResult);
    },
    error: (error) => {
      // The operation was refused (a list of GraphQL errors), or there is no connection to be had.
      if (!Array.isArray(error)) report(`${describeClose(error, url)} Press ▶ to try again.`);
      else if (!ended) sink.next({ errors: error as NonNullable<ExecutionResult["errors"]> });
      end();
    },
    complete: end,
  });

  return {
    unsubscribe: () => {
      ended = true;
      forget();
      dispose();
      stopWaiting?.();
    },
  };
}

const connectedAgain =
  "Connected again. What was sent in between is replayed only if the operation names a position (since).";
