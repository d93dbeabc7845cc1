import type { MessageItemFragment } from "../gql/graphql.js";

/** What the text that is typed will become. */
export type ComposerMode =
  | { readonly kind: "write" }
  | { readonly kind: "reply" | "edit"; readonly message: MessageItemFragment };
