import type { AnyDocument, TypedDocument } from "./document.js";
import { tell, toConfabError } from "./error.js";
import { Pauses, backoffMs } from "./backoff.js";
import { Feed, type FeedHandlers } from "./feed.js";
import type { StoredPositions } from "./positions.js";
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

export interface EventHandlers<E extends EventFields> extends FeedHandlers {
  /**
   * Once per change, in order per conversation; what was seen before is left out. A promise is
   * waited for, and the position moves when the handler is done.
   */
  readonly change: (event: Extract<E, ChangeFields>) => unknown;
  /** Everything missed has been taken. `unlisted`: conversations to load by query. */
  readonly caughtUp?: ((event: Extract<E, CaughtUpFields>) => unknown) | undefined;
  /** Load that conversation by query. Called again until its promise resolves. */
  readonly resync: (event: Extract<E, ResyncFields>) => unknown;
}

export interface MessageHandlers<M> extends FeedHandlers {
  /** Once per message, in order per conversation; as `change` of EventHandlers. */
  readonly message: (message: M) => unknown;
}

export interface FeedDependencies {
  readonly socket: Socket;
  readonly positions: StoredPositions;
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
        tell(handlers.error, toConfabError(error));
        await pauses.wait(backoffMs(attempt));
      }
    }
  };

  const feed = new Feed<{ conversationEvents: E }>(positions, handlers, {
    socket,
    query: text(document),
    variables: () => ({ ...variables, since: positions.revisions(only) }),
    next: ({ conversationEvents: event }) => {
      if (isChange(event)) {
        const { conversationId, revision } = event;
        feed.hand("revision", conversationId, revision, () => handlers.change(event));
      } else if (isResync(event)) {
        void reload(event);
      } else if (isCaughtUp(event)) {
        // Also those that are known here but were not named, for there are too many.
        for (const id of event.unlisted) positions.restart(id);
        feed.handAfterAll(() => handlers.caughtUp?.(event));
      }
    },
  });
  return () => {
    stopped = true;
    pauses.wake();
    feed.stop();
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
  handlers: MessageHandlers<M>,
): () => void {
  const only = (variables as { conversationId?: string | null }).conversationId;
  const feed = new Feed<{ messageReceived: M }>(positions, handlers, {
    socket,
    query: text(document),
    variables: () => ({ ...variables, since: positions.seqs(only) }),
    next: ({ messageReceived: message }) =>
      feed.hand("seq", message.conversationId, message.seq, () => handlers.message(message)),
  });
  return () => feed.stop();
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
