import { HeaderMap, type ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from "graphql";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import { countCost } from "../../api/graphql/operation-limits.js";
import { withOthers } from "../../api/graphql/present-error.js";
import { LimitReached } from "../../platform/limits/limits.js";
import { payerOf } from "./context-factory.js";
import type { OperationGate } from "./operation-gate.js";

type Rule = ApolloServerPlugin<Context>;

/** The variables decide what a page costs, so it is counted, and paid for, after they are known. */
export function limitCost(schema: GraphQLSchema, gate: OperationGate): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ document, request, contextValue }) => {
          const variables = request.variables ?? {};
          const operationName = request.operationName ?? null;
          const cost = countCost({ schema, document, operationName, variables });
          if (typeof cost !== "number") throw cost;
          const charged = await gate.execution(payerOf(contextValue), cost).catch(refused);
          if (charged) contextValue.onCharged?.(charged);
        },
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const { originalError } of errors)
            if (originalError instanceof LimitReached)
              contextValue.onCharged?.(originalError.charged);
          if (errors.some(isRefusal)) contextValue.onRefused?.();
          return Promise.resolve();
        },
      }),
  };
}

/** For now: the same may be asked again later. */
export function isRefusal({ originalError }: Pick<GraphQLError, "originalError">): boolean {
  return originalError instanceof AppError && originalError.details.retryAfterMs !== undefined;
}

function refused(error: unknown): never {
  if (!(error instanceof LimitReached)) throw error;
  throw new GraphQLError(error.message, {
    originalError: error,
    extensions: { http: { status: 429 } },
  });
}

/** Some clients send an empty name for none. */
export function forgetEmptyNames(): Rule {
  return {
    requestDidStart({ request }) {
      if (request.operationName === "") delete request.operationName;
      return Promise.resolve();
    },
  };
}

/** Executed like a query, a subscription would look for a value that only its events have. */
export function refuseSubscriptions(): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation }) =>
          operation?.operation === OperationTypeNode.SUBSCRIPTION
            ? Promise.reject(onlyLasting())
            : Promise.resolve(),
      }),
  };
}

/** Apollo presents one error for each; of an input all faults are told. */
export function tellAllFailures(): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response: { body } }) => {
          if (body.kind === "single" && body.singleResult.errors)
            body.singleResult.errors = withOthers(body.singleResult.errors);
          return Promise.resolve();
        },
      }),
  };
}

/** A token that is not valid is a fault of the request: 401, so that clients renew it. */
export function refuseBadTokens(): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue, response }) => {
          const { body } = response;
          if (
            contextValue.credentials === "refused" &&
            body.kind === "single" &&
            body.singleResult.errors
          ) {
            response.http.status = 401;
            response.http.headers ??= new HeaderMap();
          }
          return Promise.resolve();
        },
      }),
  };
}

function onlyLasting(): GraphQLError {
  const text =
    "Subscriptions go over the WebSocket at this address, in the protocol graphql-transport-ws, or are asked with Accept: text/event-stream alone.";
  return new GraphQLError(text, {
    extensions: { code: ErrorCode.BAD_USER_INPUT, http: { status: 400 } },
  });
}
