import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Charged } from "../../platform/limits/limits.js";

export const LIMIT_HEADERS = ["RateLimit", "RateLimit-Policy", "Retry-After"];

/** Tells clients which quotas their request was counted by, in the fields of the IETF's draft. */
export class LimitHeaders {
  private readonly charged = new WeakMap<FastifyRequest, Map<string, Charged>>();

  /** The last word on a quota is the one that counts. */
  note(request: FastifyRequest, charged: Charged | null): void {
    if (!charged) return;
    const known = this.charged.get(request) ?? new Map<string, Charged>();
    this.charged.set(request, known.set(charged.quota.name, charged));
  }

  attach(http: FastifyInstance): void {
    http.addHook("onSend", (request, reply, _payload, done) => {
      reply.headers(this.of(request));
      done();
    });
  }

  of(request: FastifyRequest): Record<string, string> {
    const all = [...(this.charged.get(request)?.values() ?? [])];
    if (all.length === 0) return {};
    return {
      "ratelimit-policy": all.map(policyOf).join(", "),
      ratelimit: all.map(stateOf).join(", "),
    };
  }
}

function policyOf({ quota: { name, max, windowMs } }: Charged): string {
  return `"${name}";q=${max};w=${Math.ceil(windowMs / 1_000)}`;
}

function stateOf({ quota: { name }, left, resetMs }: Charged): string {
  return `"${name}";r=${Math.floor(left)};t=${Math.ceil(resetMs / 1_000)}`;
}
