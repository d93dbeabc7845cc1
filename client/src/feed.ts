import type { AnyDocument, TypedDocument } from "./document.js";
import { toConfabError, type ConfabError } from "./error.js";
import { Pauses, backoffMs } from "./backoff.js";
import type { Positions } from "./positions.js";
import { keepSubscribed } from "./subscription.js";
import type { Socket } from "./socket.js";

/** What the selection of `conversationEvents` must contain; the rest of it is the app's. */
export interface ChangeFields {
  readonly __typename: "MessageChanged";
  readonly conversationId: string;
  readonly revision: number;
}
export interface CaughtUpFields {
  readonly __typename: "CaughtUp";
  readonly unlisted: readonly string[];
}
export interface ResyncFields {
  readonly __typename: "ResyncRequired";
  readonly conversationId: string;
  readonly revision: number;
}
export type EventFields = ChangeFields | CaughtUpFields | ResyncFields;

export interface EventHandlers<E extends EventFields> {
  /** Once per change, in order per conversation; what was seen before is left out. */
  readonly change: (event: Extract<E, ChangeFields>) => void;
  /** Everything missed has been handed over. `unlisted`: conversations to load by query. */
  readonly caughtUp?: (event: Extract<E, CaughtUpFields>) => void;
  /** Load that conversation by query. Called again until its promise resolves. */
  readonly resync: (event: Extract<E, ResyncFields>) => void | Promise<void>;
  readonly error?: (error: ConfabError) => void;
}

export interface FeedDependencies {
  readonly socket: Socket;
  readonly positions: Positions;
  readonly text: (document: AnyDocument) => string;
}

/** Follows `conversationEvents` across every cut, from the last position each time. */
export function followEvents<E extends EventFields, V extends object>(
  { socket, positions, text }: FeedDependencies,
  document: TypedDocument<{ conversationEvents: E }, V>,
  variables: Omit<V, "since">,
  handlers: EventHandlers<E>,
): () => void {
  const only = (variables as { conversationId?: string | null }).conversationId;
  const pauses = new Pauses();
  let stopped = false;

  const reload = async (event: Extract<E, ResyncFields>): Promise<void> => {
    const hold = positions.hold(event.conversationId, event.revision);
    for (let attempt = 0; !stopped && positions.isHeld(hold); attempt++) {
      try {
        await handlers.resync(event);
        positions.release(hold);
      } catch (error) {
        handlers.error?.(toConfabError(error));
        await pauses.wait(backoffMs(attempt));
      }
    }
  };

  const unsubscribe = keepSubscribed<{ conversationEvents: E }>(socket, {
    query: text(document),
    variables: () => ({ ...variables, since: positions.revisions(only) }),
    next: ({ conversationEvents: event }) => {
      if (isChange(event)) {
        if (positions.advanceRevision(event.conversationId, event.revision)) handlers.change(event);
      } else if (isResync(event)) {
        void reload(event);
      } else if (isCaughtUp(event)) {
        // Also those that are known here but were not named, for there are too many.
        for (const id of event.unlisted) positions.restart(id);
        handlers.caughtUp?.(event);
      }
    },
    error: handlers.error,
  });
  return () => {
    stopped = true;
    pauses.wake();
    unsubscribe();
  };
}

/** Follows `messageReceived` across every cut, from the last `seq` each time. */
export function followMessages<
  M extends { readonly conversationId: string; readonly seq: number },
  V extends object,
>(
  { socket, positions, text }: FeedDependencies,
  document: TypedDocument<{ messageReceived: M }, V>,
  variables: Omit<V, "since">,
  handlers: {
    readonly message: (message: M) => void;
    readonly error?: (error: ConfabError) => void;
  },
): () => void {
  const only = (variables as { conversationId?: string | null }).conversationId;
  return keepSubscribed<{ messageReceived: M }>(socket, {
    query: text(document),
    variables: () => ({ ...variables, since: positions.seqs(only) }),
    next: ({ messageReceived: message }) => {
      if (positions.advanceSeq(message.conversationId, message.seq)) handlers.message(message);
    },
    error: handlers.error,
  });
}

function isChange<E extends EventFields>(event: E): event is Extract<E, ChangeFields> {
  return event.__typename === "MessageChanged";
}
function isResync<E extends EventFields>(event: E): event is Extract<E, ResyncFields> {
  return event.__typename === "ResyncRequired";
}
function isCaughtUp<E extends EventFields>(event: E): event is Extract<E, CaughtUpFields> {
  return event.__typename === "CaughtUp";
}
