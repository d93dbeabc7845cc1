import { randomUUID } from "node:crypto";
import { unwrapResolverError } from "@apollo/server/errors";
import type { GraphQLError, GraphQLFormattedError } from "graphql";
import { AppError, ErrorCode } from "../errors.js";

export interface ErrorReporting {
  /** Whether the fault is that a service of ours cannot be reached. */
  readonly isOutage: (error: unknown) => boolean;
  /** Called once for each fault that is ours. */
  readonly log: (fault: { error: unknown; requestId: string | null }) => void;
  /** Development: names of the schema may appear in suggestions. */
  readonly suggestions: boolean;
}

export type PresentError = (error: unknown, requestId?: string) => GraphQLFormattedError;

/** The one place where a failure becomes what a client reads, over HTTP and over the socket. */
export function createPresentError(reporting: ErrorReporting): PresentError {
  return (raised, requestId) => {
    const { message, locations, path, extensions } = raised as GraphQLError;
    const cause = unwrapResolverError(raised);
    const place = { ...(locations && { locations }), ...(path && { path }) };
    const expected = findAppError(cause);
    if (expected) {
      const { code, message: text, details } = expected;
      return { message: text, ...place, extensions: { code, ...details } };
    }
    if (reporting.isOutage(cause)) {
      const code = ErrorCode.SERVICE_UNAVAILABLE;
      reporting.log({ error: cause, requestId: requestId ?? null });
      const text = "The service cannot do this at the moment: try again.";
      return { message: text, ...place, extensions: { code, retryAfterMs: 1_000 } };
    }
    if (cause === raised && isClientFault(raised)) {
      const code = clientCode(extensions?.["code"]);
      return {
        message: reporting.suggestions ? message : withoutSuggestion(message),
        ...place,
        extensions: { code },
      };
    }
    // What the client reports and what the log says meet in this id.
    const id = requestId ?? randomUUID();
    reporting.log({ error: cause, requestId: id });
    const code = ErrorCode.INTERNAL_SERVER_ERROR;
    const text = "Something went wrong on our side.";
    return { message: text, ...place, extensions: { code, requestId: id } };
  };
}

/** A scalar's refusal arrives wrapped in the coercion error. */
function findAppError(error: unknown): AppError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    if (at instanceof AppError) return at;
    at = (at as Partial<GraphQLError>).originalError ?? at.cause;
  }
  return null;
}

/** GraphQL's own errors (syntax, validation, coercion) have no cause beneath them. */
function isClientFault(error: unknown): error is GraphQLError {
  return error instanceof Error &&
    error.name === "GraphQLError" &&
    !(error as GraphQLError).originalError
    ? (error as GraphQLError).extensions["code"] !== ErrorCode.INTERNAL_SERVER_ERROR
    : false;
}

function clientCode(code: unknown): ErrorCode {
  return typeof code === "string" && code in ErrorCode
    ? (code as ErrorCode)
    : ErrorCode.BAD_USER_INPUT;
}

function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean .*$/s, "");
}
