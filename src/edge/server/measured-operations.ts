import type { ApolloServerPlugin } from "@apollo/server";
import { getOperationAST, type ExecutionArgs, type GraphQLError } from "graphql";
import type { Context } from "../../api/graphql/context.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";

/** The type is `none` where the document did not get as far as to have one. */
type OperationType = "query" | "mutation" | "subscription" | "none";

type Transport = "http" | "socket" | "stream";

export interface Measures {
  operated(type: OperationType, transport: Transport, ms: number): void;
  failed(type: OperationType, code: string): void;
}

/** Over HTTP: each operation, however it ends. */
export function measureOperations(measures: Measures): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () => {
      const begin = performance.now();
      return Promise.resolve({
        willSendResponse: ({ operation, response }) => {
          const type = operation?.operation ?? "none";
          measures.operated(type, "http", performance.now() - begin);
          const { body } = response;
          const errors = body.kind === "single" ? (body.singleResult.errors ?? []) : [];
          for (const { extensions } of errors) measures.failed(type, codeIn(extensions));
          return Promise.resolve();
        },
      });
    },
  };
}

/** Over a socket or as a stream: to its result, or to where a subscription has begun. */
export async function measureOperation<T>(
  measures: Measures,
  { document, operationName }: ExecutionArgs,
  work: () => T | Promise<T>,
  transport: Transport = "socket",
): Promise<T> {
  const type = getOperationAST(document, operationName)?.operation ?? "none";
  const begin = performance.now();
  const result = await work();
  measures.operated(type, transport, performance.now() - begin);
  const { errors = [] } = (result ?? {}) as { readonly errors?: readonly GraphQLError[] };
  for (const error of errors) measures.failed(type, codeOf(error));
  return result;
}

/** Before it is presented: whatever is not ours to expect is a fault. */
function codeOf({ originalError, extensions }: GraphQLError): string {
  if (originalError instanceof AppError) return originalError.code;
  return originalError ? ErrorCode.INTERNAL_SERVER_ERROR : codeIn(extensions);
}

function codeIn(extensions: GraphQLError["extensions"] | undefined): string {
  const code = extensions?.["code"];
  return typeof code === "string" && code in ErrorCode ? code : ErrorCode.BAD_USER_INPUT;
}
