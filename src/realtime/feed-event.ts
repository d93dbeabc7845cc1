import type { Message, MessageChange } from "../messages/message.model.js";

/** What a live subscription is given, before GraphQL. */
export type FeedEvent =
  | {
      readonly kind: "entry";
      readonly message: Message;
      /** CREATED where the follower cannot have had the message before, whatever came since. */
      readonly change: `${MessageChange}`;
      readonly replayed: boolean;
    }
  | { readonly kind: "caughtUp"; readonly replayed: number; readonly unlisted: readonly string[] }
  | {
      readonly kind: "resync";
      readonly conversationId: string;
      readonly position: number;
      readonly missed: number;
    };
