import type { Store } from "./store.js";

/** Each is undefined while nothing is known: 0 is a position too, that of an empty conversation. */
export interface Position {
  readonly revision: number | undefined;
  readonly seq: number | undefined;
}

/** How far each conversation has come to the app. */
export interface Positions {
  get(conversationId: string): Position | undefined;
  /** After a first load by query: sets what is not known yet and never moves what is. */
  start(conversationId: string, position: Partial<Position>): void;
  /** Of a conversation that the app no longer keeps. */
  forget(conversationId: string): void;
}

/** For the subscriptions of another GraphQL client, which name and move their positions themselves. */
export interface FeedPositions extends Positions {
  /** The `since` of `conversationEvents`; of one conversation where that is told. */
  revisions(only?: string | null): { conversationId: string; revision: number }[];
  /** The `since` of `messageReceived`. */
  seqs(only?: string | null): { conversationId: string; seq: number }[];
  /** False where that change has been seen already. */
  advanceRevision(conversationId: string, revision: number): boolean;
  /** False where that message has been seen already. */
  advanceSeq(conversationId: string, seq: number): boolean;
}

/** The two kinds of position, each of its own feed. */
export type PositionKind = keyof Position;

export interface PositionsOptions {
  readonly store?: Store | undefined;
  /** Where they are kept; give each account its own. */
  readonly key?: string | undefined;
  /** How many are named when subscribing; the server counts the others as unlisted. */
  readonly maxListed?: number | undefined;
}
