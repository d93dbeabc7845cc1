import { documentText, toConfabError, type ConfabError, type TypedDocument } from "@confab/client";
import { useCallback, useMemo } from "react";
import { useQuery, type AnyVariables } from "urql";

export interface ApiQuery<Result> {
  readonly data: Result | undefined;
  readonly error: ConfabError | undefined;
  /** True only while there is nothing to show yet. */
  readonly loading: boolean;
  readonly reload: () => void;
}

export function useApiQuery<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  pause = false,
): ApiQuery<Result> {
  const [{ data, error, fetching, stale }, execute] = useQuery<Result, AnyVariables>({
    query: documentText(document),
    variables,
    pause,
    requestPolicy: "cache-and-network",
  });
  const reload = useCallback(() => execute({ requestPolicy: "network-only" }), [execute]);
  return useMemo(
    () => ({
      data,
      error: error && toConfabError(error.networkError ?? error),
      loading: data === undefined && !error && (fetching || stale),
      reload,
    }),
    [data, error, fetching, stale, reload],
  );
}
