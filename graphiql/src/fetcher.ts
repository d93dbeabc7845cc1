import type { Fetcher, FetcherOpts, FetcherParams } from "@graphiql/toolkit";
import { Kind, type OperationDefinitionNode, OperationTypeNode, parse } from "graphql";
import type { Authorization } from "./authorization";
import { post } from "./http";
import { subscribeOverSocket } from "./subscription";

/** Queries and mutations over HTTP, subscriptions over a socket, both with the headers tab's authorization. */
export function createFetcher(url: string, authorization: Authorization): Fetcher {
  const socketUrl = url.replace(/^http/, "ws");

  return (params: FetcherParams, options?: FetcherOpts) => {
    const headers = options?.headers as Readonly<Record<string, string>> | undefined;
    if (params.operationName === "IntrospectionQuery") return introspect(url, params, headers);

    const { query, variables } = params as { query: string; variables?: Record<string, unknown> };
    const operations = operationsOf(query);
    // GraphiQL learns of an edit late: what it calls the operation, and the document that it hands over,
    // may be those of a moment ago. The text is what the user sees.
    const operation =
      operations.find(({ name }) => name?.value === params.operationName) ?? operations[0];
    const operationName = operations.length > 1 ? params.operationName : operation?.name?.value;
    const payload = { query, variables, ...(operationName ? { operationName } : {}) };

    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return post(url, payload, headers);
    authorization.take(headers);
    return subscribeOverSocket({ url: socketUrl, authorization, payload });
  };
}

/** A token that has expired since it was pasted must not cost the documentation and the completion. */
async function introspect(
  url: string,
  params: FetcherParams,
  headers: Readonly<Record<string, string>> | undefined,
): ReturnType<typeof post> {
  const result = await post(url, params, headers);
  return result.data || !headers ? result : post(url, params, undefined);
}

/** None if the text does not parse: the server then says why. */
function operationsOf(query: string): readonly OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return [];
  }
}
