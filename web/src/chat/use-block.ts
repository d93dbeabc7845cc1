import { useEffect } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import { ProfileDocument, SetBlockedDocument } from "../gql/graphql.js";
import { showError } from "../ui/toasts.js";

export interface Block {
  /** By the viewer; a block by the other one is not told. */
  readonly blocked: boolean;
  readonly set: (blocked: boolean) => void;
}

/** Null in groups, and until it is known. */
export function useBlock(userId: string | null): Block | null {
  const { data } = useApiQuery(ProfileDocument, { id: userId ?? "" }, userId === null);
  const { run, error } = useApiMutation(SetBlockedDocument);
  useEffect(() => {
    if (error) showError(error);
  }, [error]);
  if (userId === null || !data?.user) return null;
  return {
    blocked: data.user.viewerHasBlocked,
    set: (blocked) => void run({ userId, blocked }),
  };
}
