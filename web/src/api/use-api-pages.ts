import { documentText, toConfabError, type ConfabError, type TypedDocument } from "@confab/client";
import { useCallback, useMemo, useState } from "react";
import { useClient } from "urql";
import { useApiQuery, type ApiQuery } from "./use-api-query.js";

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface ApiPages<Node> extends Omit<ApiQuery<unknown>, "data"> {
  /** Of all pages that are loaded; undefined before the first. */
  readonly nodes: readonly Node[] | undefined;
  /** Null where there are no more, or they are being loaded. */
  readonly loadMore: (() => void) | null;
  readonly loadingMore: boolean;
}

interface ApiPagesOptions<Result, Variables, Node> {
  readonly document: TypedDocument<Result, Variables & { after: string | null }>;
  /** Without `after`. Other variables begin another list. */
  readonly variables: Variables;
  readonly pageOf: (result: Result) => Page<Node> | null | undefined;
}

interface Further<Node> {
  readonly list: string;
  readonly pages: readonly { readonly after: string; readonly page: Page<Node> }[];
}

/** A list of which the first page comes at once, and each further one when it is asked for. */
export function useApiPages<
  Result,
  Variables extends Record<string, unknown>,
  Node extends { readonly id: string },
>({ document, variables, pageOf }: ApiPagesOptions<Result, Variables, Node>): ApiPages<Node> {
  const client = useClient();
  const list = JSON.stringify(variables);
  const first = useApiQuery(document, { ...variables, after: null });
  const [further, setFurther] = useState<Further<Node>>({ list, pages: [] });
  const [failure, setFailure] = useState<ConfabError>();
  const [loadingMore, setLoadingMore] = useState(false);
  const pages = useMemo(() => (further.list === list ? further.pages : []), [further, list]);

  const read = useCallback(
    async (after: string) => {
      const all = { ...(JSON.parse(list) as Variables), after };
      const { data, error } = await client
        .query<Result>(documentText(document), all, { requestPolicy: "network-only" })
        .toPromise();
      const page = data && pageOf(data);
      if (!page) throw toConfabError(error?.networkError ?? error);
      return { after, page };
    },
    [client, document, list],
  );
  const load = useCallback(
    async (known: Further<Node>["pages"], afters: readonly string[]) => {
      setLoadingMore(true);
      setFailure(undefined);
      try {
        setFurther({ list, pages: [...known, ...(await Promise.all(afters.map(read)))] });
      } catch (error) {
        setFailure(toConfabError(error));
      }
      setLoadingMore(false);
    },
    [list, read],
  );

  const reload = useCallback(() => {
    first.reload();
    const afters = pages.map(({ after }) => after);
    if (afters.length > 0) void load([], afters);
  }, [first.reload, load, pages]);

  const begin = (first.data && pageOf(first.data)) ?? undefined;
  const last = pages.at(-1)?.page ?? begin;
  const next = last?.pageInfo.hasNextPage ? last.pageInfo.endCursor : null;
  // A page begins where the one before it ended when it was read: since then they may overlap.
  const nodes = begin && [
    ...new Map(
      [begin, ...pages.map(({ page }) => page)].flatMap((page) =>
        page.nodes.map((node) => [node.id, node] as const),
      ),
    ).values(),
  ];
  return {
    nodes,
    error: failure ?? first.error,
    loading: first.loading,
    reload,
    loadMore: next && !loadingMore ? () => void load(pages, [next]) : null,
    loadingMore,
  };
}
