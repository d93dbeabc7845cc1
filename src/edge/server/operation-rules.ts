import { HeaderMap, type ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from "graphql";
import { ErrorCode } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import { costError } from "../../api/graphql/operation-limits.js";

type Rule = ApolloServerPlugin<Context>;

/** The variables decide what a page costs, so it is counted after they are known. */
export function limitCost(schema: GraphQLSchema): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, request }) => {
          const variables = request.variables ?? {};
          const operationName = request.operationName ?? null;
          const error = costError({ schema, document, operationName, variables });
          return error ? Promise.reject(error) : Promise.resolve();
        },
      }),
  };
}

/** Executed like a query, a subscription would look for a value that only its events have. */
export function refuseSubscriptions(): Rule {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation }) =>
          operation?.operation === OperationTypeNode.SUBSCRIPTION
            ? Promise.reject(onlyBySocket())
            : Promise.resolve(),
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

function onlyBySocket(): GraphQLError {
  const text =
    "Subscriptions go over the WebSocket at this address, in the protocol graphql-transport-ws.";
  return new GraphQLError(text, {
    extensions: { code: ErrorCode.BAD_USER_INPUT, http: { status: 400 } },
  });
}
