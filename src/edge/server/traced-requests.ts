import type { FastifyInstance } from "fastify";
import type { Traces } from "../../platform/tracing/traces.js";

/** Asked every few seconds by machines. */
const UNTRACED = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * A span for each request: method, route and status. The address is left out, for it may be signed.
 * `behindProxy`: the trace of the proxy in front goes on; a stranger's does not.
 */
export function traceRequests(
  http: FastifyInstance,
  traces: Traces,
  { behindProxy }: { readonly behindProxy: boolean },
): void {
  if (!traces.on) return;
  http.addHook("onRequest", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    if (UNTRACED.has(route)) return done();
    const { method, headers } = request;
    const parent = headers["traceparent"];
    const span = traces.begin({
      name: `${method} ${route}`,
      kind: "server",
      attributes: { "http.request.method": method, "http.route": route },
      parent: behindProxy && typeof parent === "string" ? parent : undefined,
    });
    if (!span) return done();
    reply.raw.once("close", () => {
      if (reply.statusCode >= 500) span.fail();
      span.end({ "http.response.status_code": reply.statusCode });
    });
    traces.inSpan(span, done);
  });
}
