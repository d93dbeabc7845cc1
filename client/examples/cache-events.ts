/** What of each event a cache has to be told; an app selects more. */
export interface MessageChanged {
  readonly __typename: "MessageChanged";
  readonly change: string;
  readonly conversationId: string;
  readonly edge: { readonly cursor: string };
  readonly message: {
    readonly id: string;
    readonly kind: string;
    readonly replyTo?: { readonly id: string } | null;
  };
}
export type ConversationEvent =
  | MessageChanged
  | { readonly __typename: "CaughtUp"; readonly unlisted: readonly string[] }
  | { readonly __typename: "ResyncRequired"; readonly conversationId: string };

/** What both caches have to know of the contract to match fragments on them. */
export const possibleTypes = {
  ViewerPosition: [
    "ConversationAppeared",
    "InvitationChanged",
    "MembershipChanged",
    "ProfileChanged",
    "SessionChanged",
    "SettingsChanged",
    "ViewerCaughtUp",
    "ViewerContactChanged",
    "ViewerResyncRequired",
  ],
};

export type ViewerEvent =
  | {
      readonly __typename: "MembershipChanged";
      readonly conversationId: string;
      readonly membership: { readonly id: string } | null;
    }
  | { readonly __typename: "ConversationAppeared"; readonly conversation: { readonly id: string } }
  | {
      readonly __typename:
        | "SettingsChanged"
        | "ProfileChanged"
        | "ViewerContactChanged"
        | "InvitationChanged"
        | "SessionChanged"
        | "ViewerCaughtUp"
        | "ViewerResyncRequired";
    };

export interface ReceiptAdvanced {
  readonly membershipId: string;
  readonly readSeq: number;
  readonly deliveredSeq: number;
}
