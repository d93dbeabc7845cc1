import type { AnyDocument, TypedDocument } from "./document.js";
import { tell, toConfabError } from "./error.js";
import { Pauses, backoffMs } from "./backoff.js";
import { Feed, type FeedHandlers } from "./feed.js";
import type {
  EventFields,
  EventHandlers,
  MessageHandlers,
  ViewerEventFields,
  ViewerHandlers,
} from "./follow.types.js";
import type { StoredPositions } from "./positions.js";
import type { Socket } from "./socket.js";

/** Where the position of the viewer's log is kept: an id that no conversation has. */
const VIEWER = "viewer";

interface AnyEvent {
  readonly __typename: string;
  readonly conversationId: string;
  readonly revision: number;
  readonly viewerRevision?: number;
  readonly unlisted?: readonly string[];
}

interface AnyHandlers extends FeedHandlers {
  readonly change: (event: AnyEvent) => unknown;
  readonly caughtUp?: (event: AnyEvent) => unknown;
  readonly resync: (event: AnyEvent) => unknown;
}

export interface FeedDependencies {
  readonly socket: Socket;
  readonly positions: StoredPositions;
  readonly text: (document: AnyDocument) => string;
}

/** Follows `conversationEvents` across every cut, from the last position each time. */
export function followEvents<E extends EventFields, V extends object>(
  parts: FeedDependencies,
  document: TypedDocument<{ conversationEvents: E }, V>,
  variables: Omit<V, "since">,
  handlers: EventHandlers<E>,
): () => void {
  const only = (variables as { conversationId?: string | null }).conversationId;
  const since = () => parts.positions.revisions(only);
  return followLog(parts, document, variables, handlers as unknown as AnyHandlers, since);
}

/** Follows `viewerEvents` across every cut, from the last position each time. */
export function followViewer<E extends ViewerEventFields, V extends object>(
  parts: FeedDependencies,
  document: TypedDocument<{ viewerEvents: E }, V>,
  variables: Omit<V, "since">,
  handlers: ViewerHandlers<E>,
): () => void {
  const since = () => parts.positions.get(VIEWER)?.revision;
  return followLog(parts, document, variables, handlers as unknown as AnyHandlers, since, VIEWER);
}

function followLog(
  { socket, positions, text }: FeedDependencies,
  document: AnyDocument,
  variables: object,
  handlers: AnyHandlers,
  since: () => unknown,
  key?: string,
): () => void {
  const pauses = new Pauses();
  let stopped = false;

  const reload = async (event: AnyEvent, id: string, revision: number): Promise<void> => {
    const hold = positions.hold(id, revision);
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

  const feed = new Feed<Record<string, AnyEvent>>(positions, handlers, {
    socket,
    query: text(document),
    variables: () => ({ ...variables, since: since() }),
    next: (data) => {
      const [event] = Object.values(data) as [AnyEvent];
      const kind = event.__typename;
      const id = key ?? event.conversationId;
      const revision = event.viewerRevision ?? event.revision;
      if (/Resync/.test(kind)) void reload(event, id, revision);
      else if (/CaughtUp/.test(kind)) {
        // Also those that are known here but were not named, for there are too many.
        for (const one of event.unlisted ?? []) positions.restart(one);
        const isNew = key && positions.get(key)?.revision === undefined;
        const loaded = isNew ? reload(event, key, revision) : undefined;
        const caughtUp = (): unknown => handlers.caughtUp?.(event);
        feed.handAfterAll(() => (loaded ? loaded.then(caughtUp) : caughtUp()));
      } else if (key || kind === "MessageChanged")
        feed.hand("revision", id, revision, () => handlers.change(event));
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
