import { documentText, toConfabError, type ConfabError, type TypedDocument } from "@confab/client";
import { useCallback, useState } from "react";
import { useClient, type AnyVariables } from "urql";

export interface ApiMutation<Result, Variables> {
  /** Resolves with null where it failed; `error` says how. */
  readonly run: (variables: Variables) => Promise<Result | null>;
  readonly busy: boolean;
  readonly error: ConfabError | null;
  readonly clearError: () => void;
}

export function useApiMutation<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
): ApiMutation<Result, Variables> {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ConfabError | null>(null);
  const run = useCallback(
    async (variables: Variables): Promise<Result | null> => {
      setBusy(true);
      setError(null);
      const result = await client
        .mutation<Result, AnyVariables>(documentText(document), variables)
        .toPromise();
      setBusy(false);
      if (!result.error && result.data) return result.data;
      setError(toConfabError(result.error?.networkError ?? result.error));
      return null;
    },
    [client, document],
  );
  const clearError = useCallback(() => setError(null), []);
  return { run, busy, error, clearError };
}
