import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isLoopback } from "../../platform/limits/network.js";

export interface HealthOptions {
  /** Whether requests would succeed now. */
  readonly ready: () => Promise<boolean>;
  readonly metrics: () => Promise<string>;
  /** Null: metrics are for this machine alone. */
  readonly metricsToken: string | null;
  readonly behindProxy: boolean;
}

const PLAIN = "text/plain; version=0.0.4; charset=utf-8";
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/** For those who run the service: no session, nothing about anybody. */
export function addHealth(http: FastifyInstance, options: HealthOptions): void {
  const answer = (reply: FastifyReply, status: number, text: string): FastifyReply =>
    reply.code(status).header("cache-control", "no-store").type(PLAIN).send(`${text}\n`);
  http.get("/healthz", (_request, reply) => answer(reply, 200, "ok"));
  http.get("/readyz", async (_request, reply) =>
    (await options.ready()) ? answer(reply, 200, "ready") : answer(reply, 503, "not ready"),
  );
  http.get("/metrics", async (request, reply) =>
    maySeeMetrics(request, options)
      ? reply
          .header("cache-control", "no-store")
          .type(PLAIN)
          .send(await options.metrics())
      : answer(reply, 404, "not found"),
  );
}

/** With the token from anywhere; without one only from this machine, and not through a proxy on it. */
function maySeeMetrics(
  { headers, socket }: FastifyRequest,
  { metricsToken, behindProxy }: HealthOptions,
): boolean {
  if (metricsToken !== null) {
    const given = digest(headers.authorization ?? "");
    return timingSafeEqual(given, digest(`Bearer ${metricsToken}`));
  }
  const direct = !behindProxy && !FORWARDED.some((name) => headers[name] !== undefined);
  return direct && isLoopback(socket.remoteAddress ?? "");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
