import { randomUUID } from "node:crypto";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { RequestFacts } from "../../platform/core/request-scope.js";
import { isRefusal, refusalOf, type Refusal } from "./refusal.js";
import { InputFailures } from "../../platform/core/input-failures.js";
import { inputFieldOf } from "./input-field.js";

export interface ErrorReporting {
  /** Whether the fault is that a service of ours cannot be reached. */
  readonly isOutage: (error: unknown) => boolean;
  /** Called once for each fault that is ours. */
  readonly log: (fault: { error: unknown; requestId: string | null }) => void;
  /** Told of each expected error by which somebody was not let do something. */
  readonly onRefused: (refusal: Refusal, request: RequestFacts | null) => void;
  /** Development: names of the schema may appear in suggestions. */
  readonly suggestions: boolean;
}

/** No request: it failed in an event of a subscription. */
export type PresentError = (error: unknown, request: RequestFacts | null) => GraphQLFormattedError;

/** What else is wrong with the same input: see `withOthers`. */
const OTHERS = new WeakMap<GraphQLFormattedError, readonly GraphQLFormattedError[]>();

/** A field has one error in GraphQL; an input with several faults is told all of them. */
export function withOthers(presented: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  return presented.flatMap((error) => [error, ...(OTHERS.get(error) ?? [])]);
}

export function presentAll(
  present: PresentError,
  errors: readonly GraphQLError[],
  request: RequestFacts,
): GraphQLFormattedError[] {
  return withOthers(errors.map((error) => present(error, request)));
}

/** The one place where a failure becomes what a client reads, over HTTP and over the socket. */
export function createPresentError(reporting: ErrorReporting): PresentError {
  return (raised, request) => {
    const requestId = request?.requestId ?? null;
    const { message, locations, path, extensions } = raised as GraphQLError;
    const cause = unwrapResolverError(raised);
    const place = { ...(locations && { locations }), ...(path && { path }) };
    const expected = causesOf(raised).find((error) => error instanceof AppError);
    // A scalar cannot know where it stands.
    const field = raised instanceof GraphQLError ? inputFieldOf(raised) : null;
    if (expected) {
      if (isRefusal(expected.code)) reporting.onRefused(refusalOf(expected, raised), request);
      const one = ({ code, message: text, details }: AppError): GraphQLFormattedError => ({
        message: text,
        ...place,
        extensions: { code, ...details, ...(field !== null && { field }) },
      });
      const presented = one(expected);
      if (expected instanceof InputFailures) OTHERS.set(presented, expected.all.slice(1).map(one));
      return presented;
    }
    const outage = causesOf(raised).find(reporting.isOutage);
    if (outage) {
      const code = ErrorCode.SERVICE_UNAVAILABLE;
      reporting.log({ error: outage, requestId });
      const text = "The service cannot do this at the moment: try again.";
      return { message: text, ...place, extensions: { code, retryAfterMs: 1_000 } };
    }
    if (cause === raised && isClientFault(raised)) {
      const code = clientCode(extensions?.["code"]);
      return {
        message: reporting.suggestions ? message : withoutSuggestion(message),
        ...place,
        extensions: { code, ...(field !== null && { field }) },
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

/**
 * From the outside in: a scalar's refusal arrives wrapped in the coercion error, and what fails
 * before a field is reached (the context, a subscription) in an error without a path.
 */
function causesOf(raised: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let at = raised; at !== undefined && at !== null && causes.length < 5;) {
    causes.push(at);
    at = (at as Partial<GraphQLError>).originalError ?? (at as Error).cause;
  }
  return causes;
}

/** GraphQL's own errors (syntax, validation, coercion) have no other cause; Apollo wraps them. */
function isClientFault(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError, extensions } = error;
  if (originalError && !isClientFault(originalError)) return false;
  return extensions["code"] !== ErrorCode.INTERNAL_SERVER_ERROR;
}

function clientCode(code: unknown): ErrorCode {
  return typeof code === "string" && code in ErrorCode
    ? (code as ErrorCode)
    : ErrorCode.BAD_USER_INPUT;
}

function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean .*$/s, "");
}
