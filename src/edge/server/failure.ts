import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { factsOf } from "./request-facts.js";
import type { PresentError } from "../../api/graphql/present-error.js";

/** Where the status of a failed request is not 400. */
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_REJECTED: 415,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/** Answers a request as a whole, in the shape of a GraphQL response. */
export function sendFailure(
  reply: FastifyReply,
  present: PresentError,
  error: unknown,
  status?: number,
): FastifyReply {
  const presented = present(error, factsOf(reply.request));
  const { code, retryAfterMs } = presented.extensions ?? {};
  if (typeof retryAfterMs === "number")
    reply.header("retry-after", Math.ceil(retryAfterMs / 1_000));
  const accepted = reply.request.headers.accept ?? "";
  const type = "application/graphql-response+json";
  return reply
    .code(status ?? STATUS[String(code)] ?? 400)
    .type(`${accepted.includes(type) ? type : "application/json"}; charset=utf-8`)
    .header("cache-control", "no-store")
    .send(JSON.stringify({ errors: [presented] }));
}

/** What fails before or beside GraphQL: the framework's own refusals, and paths that nobody serves. */
export function answerFailures(http: FastifyInstance, present: PresentError): void {
  http.setNotFoundHandler((_request, reply) => sendFailure(reply, present, notFound("address")));
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (error instanceof AppError || status < 400 || status >= 500)
      return sendFailure(reply, present, error);
    return sendFailure(reply, present, refusal(error, request), status);
  });
}

/** Connections that stay open have requests until they are closed: those are told to go elsewhere. */
export function refuseWhileClosing(
  http: FastifyInstance,
  present: PresentError,
  isClosing: () => boolean,
): void {
  http.addHook("onRequest", async (_request, reply) => {
    if (!isClosing()) return undefined;
    const text = "This server stops: try again.";
    const error = new AppError(ErrorCode.SERVICE_UNAVAILABLE, text, { retryAfterMs: 1_000 });
    return sendFailure(reply.header("connection", "close"), present, error);
  });
}

/** No code of ours is about bodies, so this is a bad request; the status says which kind. */
function refusal({ code, message }: FastifyError, { routeOptions }: FastifyRequest): AppError {
  if (code !== "FST_ERR_CTP_BODY_TOO_LARGE") return badInput("body", message);
  const limit = routeOptions.bodyLimit;
  return badInput("body", `The body of a request has at most ${limit} bytes.`, { limit });
}
