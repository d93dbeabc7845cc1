import type { LogEntry } from "./log-entry.js";

export interface EntryEvent {
  readonly kind: "entry";
  readonly entry: LogEntry;
  /** The reader cannot have had it before, whatever was changed in it since. */
  readonly isNew: boolean;
  readonly replayed: boolean;
}

/** What a live subscription is given, before GraphQL. */
export type FeedEvent =
  | EntryEvent
  | {
      readonly kind: "caughtUp";
      readonly replayed: number;
      readonly unlisted: readonly string[];
      /** By log, up to where its reader has everything. */
      readonly positions: ReadonlyMap<string, number>;
    }
  | {
      readonly kind: "resync";
      readonly conversationId: string;
      readonly position: number;
      readonly missed: number;
    };
