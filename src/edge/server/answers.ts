import type { FastifyInstance } from "fastify";

export interface Answer {
  readonly method: string;
  /** The route, not the address: addresses of files carry signatures. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** Says neither who asked nor for what. */
export function noteAnswers(http: FastifyInstance, note: (answer: Answer) => void): void {
  http.addHook("onResponse", (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    const { method, routeOptions } = request;
    note({ method, route: routeOptions.url ?? "none", status: reply.statusCode, ms });
    done();
  });
}
