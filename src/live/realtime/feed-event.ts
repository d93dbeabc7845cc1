import type { Message } from "../../chat/log/message.model.js";

export interface EntryEvent {
  readonly kind: "entry";
  readonly message: Message;
  /** The follower cannot have had the message before, whatever was changed in it since. */
  readonly isNew: boolean;
  readonly replayed: boolean;
}

/** What a live subscription is given, before GraphQL. */
export type FeedEvent =
  | EntryEvent
  | { readonly kind: "caughtUp"; readonly replayed: number; readonly unlisted: readonly string[] }
  | {
      readonly kind: "resync";
      readonly conversationId: string;
      readonly position: number;
      readonly missed: number;
    };
