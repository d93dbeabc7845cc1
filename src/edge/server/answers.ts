import type { FastifyInstance } from "fastify";

export interface Answer {
  readonly method: string;
  /** Of the route, not of the request: addresses of files are signed. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** Neither who asked nor what. */
export function noteAnswers(http: FastifyInstance, note: (answer: Answer) => void): void {
  http.addHook("onResponse", (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    const { method, routeOptions } = request;
    note({ method, route: routeOptions.url ?? "none", status: reply.statusCode, ms });
    done();
  });
}
