import {
  documentText,
  fromGraphQLError,
  toConfabError,
  type GraphQLErrorLike,
  type TypedDocument,
} from "@confab/client";
import { confab, ENDPOINT } from "./confab.js";

/** A request that gets through though the page is being left. */
export async function lastingRequest<Result, Variables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  try {
    const response = await confab.fetch(ENDPOINT, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query: documentText(document), variables }),
    });
    const answer = (await response.json()) as { data?: Result; errors?: GraphQLErrorLike[] };
    const [error] = answer.errors ?? [];
    if (error) throw fromGraphQLError(error);
    return answer.data as Result;
  } catch (error) {
    throw toConfabError(error);
  }
}
