import { toConfabError, type ConfabError, type TypedDocument } from "@confab/client";
import { useCallback, useState } from "react";
import { confab } from "./confab.js";
import type { ApiMutation } from "./use-api-mutation.js";

/** As useApiMutation, for the sign-in page: it needs no cache, and is small without one. */
export function useRequest<Result, Variables>(
  document: TypedDocument<Result, Variables>,
): ApiMutation<Result, Variables> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ConfabError | null>(null);
  const run = useCallback(
    async (variables: Variables): Promise<Result | null> => {
      setBusy(true);
      setError(null);
      try {
        return await confab.request(document, variables);
      } catch (thrown) {
        setError(toConfabError(thrown));
        return null;
      } finally {
        setBusy(false);
      }
    },
    [document],
  );
  const clearError = useCallback(() => setError(null), []);
  return { run, busy, error, clearError };
}
