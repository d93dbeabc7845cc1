import type { FetcherParams } from "@graphiql/toolkit";
import type { ExecutionResult } from "graphql";

/** Posts an operation. Never rejects: GraphiQL would print the stack of the error. */
export async function post(
  url: string,
  params: FetcherParams,
  headers: Readonly<Record<string, string>> | undefined,
): Promise<ExecutionResult> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        ...headers,
      },
      body: JSON.stringify(params),
    });
  } catch (error) {
    return failure(`The request could not be sent to ${url}: ${(error as Error).message}.`);
  }
  const text = await response.text().catch(() => "");
  try {
    return JSON.parse(text) as ExecutionResult;
  } catch {
    const answer = text.trim().slice(0, 300) || "nothing";
    return failure(`The server answered ${response.status} and no JSON: ${answer}`);
  }
}

function failure(message: string): ExecutionResult {
  return { errors: [{ message }] } as unknown as ExecutionResult;
}
