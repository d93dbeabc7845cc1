import type { FeedHandlers } from "./feed.js";

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

/** What the selection of `viewerEvents` must contain of each event. */
export interface ViewerEventFields {
  readonly __typename: string;
  readonly viewerRevision: number;
}
interface ViewerCaughtUpFields extends ViewerEventFields {
  readonly __typename: "ViewerCaughtUp";
}
interface ViewerResyncFields extends ViewerEventFields {
  readonly __typename: "ViewerResyncRequired";
}

export interface ViewerHandlers<E extends ViewerEventFields> extends FeedHandlers {
  /** Once per event, in order; as `change` of EventHandlers. */
  readonly change: (event: Exclude<E, ViewerCaughtUpFields | ViewerResyncFields>) => unknown;
  /** Everything missed has been taken, or loaded. */
  readonly caughtUp?: ((event: Extract<E, ViewerCaughtUpFields>) => unknown) | undefined;
  /**
   * Load what is the viewer's by query: too much was missed to replay, or nothing is known of it here
   * yet. Called again until its promise resolves; then the position is the event's.
   */
  readonly resync: (event: Extract<E, ViewerCaughtUpFields | ViewerResyncFields>) => unknown;
}
