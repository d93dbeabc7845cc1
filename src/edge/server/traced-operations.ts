import type { ApolloServerPlugin } from "@apollo/server";
import { getOperationAST, type ExecutionArgs, type OperationDefinitionNode } from "graphql";
import type { Attributes, Traces } from "../../platform/tracing/traces.js";
import type { Context } from "../../api/graphql/context.js";

/** Over HTTP: names the work at hand, once it is known which operation it is. */
export function nameOperations(traces: Traces): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation }) => {
          if (operation) traces.current?.describe(nameOf(operation), attributesOf(operation));
          return Promise.resolve();
        },
        didEncounterErrors: () => {
          traces.current?.fail();
          return Promise.resolve();
        },
      }),
  };
}

/** Over a socket or as a stream: from its message to its result, or to where a subscription has begun. */
export function traceOperation<T>(
  traces: Traces,
  { document, operationName }: ExecutionArgs,
  work: () => T | Promise<T>,
  protocol: "websocket" | "http" = "websocket",
): T | Promise<T> {
  const operation = traces.on ? getOperationAST(document, operationName) : null;
  if (!operation) return work();
  const attributes = { ...attributesOf(operation), "network.protocol.name": protocol };
  return traces.run({ name: nameOf(operation), kind: "server", attributes }, async () => {
    const result = await work();
    if (typeof result === "object" && result && "errors" in result) traces.current?.fail();
    return result;
  });
}

function nameOf({ operation, name }: OperationDefinitionNode): string {
  return name ? `${operation} ${name.value}` : operation;
}

function attributesOf({ operation, name }: OperationDefinitionNode): Attributes {
  const type = { "graphql.operation.type": operation };
  return name ? { ...type, "graphql.operation.name": name.value } : type;
}
