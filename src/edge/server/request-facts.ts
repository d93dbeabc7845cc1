import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyRequest } from "fastify";
import { requestOf, type Context } from "../../api/graphql/context.js";
import { newRequest, type RequestFacts } from "../../platform/core/request-scope.js";
import { addressOf } from "./introduction.js";

const known = new WeakMap<FastifyRequest, RequestFacts>();

/** The same each time, with the id by which its lines in the log are found. */
export function factsOf(request: FastifyRequest): RequestFacts {
  const facts = known.get(request) ?? newRequest(addressOf(request));
  known.set(request, facts);
  return facts;
}

export function noteUser(request: FastifyRequest, userId: string | null): void {
  known.set(request, { ...factsOf(request), userId });
}

/** Apollo presents errors without their request. */
export class FailedRequests {
  private readonly requests = new WeakMap<object, RequestFacts>();

  of(error: unknown): RequestFacts | null {
    return this.requests.get(error as object) ?? null;
  }

  plugin(): ApolloServerPlugin<Context> {
    return {
      requestDidStart: () =>
        Promise.resolve({
          didEncounterErrors: ({ errors, contextValue }) => {
            const request = requestOf(contextValue);
            for (const error of errors) this.requests.set(error, request);
            return Promise.resolve();
          },
        }),
    };
  }
}
