import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  factsOfRequest,
  withinRequest,
  type RequestFacts,
} from "../../platform/core/request-scope.js";

/** Gives each request its id, which log lines of whatever is done for it carry. Before other hooks. */
export function scopeRequests(http: FastifyInstance): void {
  const known = new WeakMap<FastifyRequest, RequestFacts>();
  http.addHook("onRequest", (request, _reply, done) => {
    const facts = factsOfRequest(request.ip ?? "");
    known.set(request, facts);
    withinRequest(facts, done);
  });
  // A body is read in the scope of the connection, which many requests may share.
  http.addHook("preValidation", (request, _reply, done) => {
    const facts = known.get(request);
    if (facts) withinRequest(facts, done);
    else done();
  });
}
