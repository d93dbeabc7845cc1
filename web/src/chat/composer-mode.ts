import type { MessageItemFragment } from "../gql/graphql.js";
import type { Drafts } from "../state/drafts.js";

/** What the text that is typed will become. */
export type ComposerMode =
  | { readonly kind: "write" }
  | { readonly kind: "reply"; readonly message: MessageItemFragment }
  /** `text` is what it begins with: the message's own, or what was kept of an unfinished edit. */
  | { readonly kind: "edit"; readonly message: MessageItemFragment; readonly text: string };

/** Where somebody left off in a conversation. */
export function keptMode(drafts: Drafts, conversationId: string): ComposerMode {
  const edit = drafts.edit(conversationId);
  return edit ? { kind: "edit", ...edit } : keptMessage(drafts, conversationId);
}

/** The message that was being written before an edit began. */
export function keptMessage(drafts: Drafts, conversationId: string): ComposerMode {
  const message = drafts.answered(conversationId);
  return message ? { kind: "reply", message } : { kind: "write" };
}
