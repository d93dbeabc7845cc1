import { isErrorCode, type ConfabErrorCode } from "./error-code.js";

export interface ConfabErrorInit {
  readonly code: ConfabErrorCode;
  readonly message: string;
  /** The argument that was refused, as a path: `input.email`. */
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The limit that was met, where one was. */
  readonly limit?: number | undefined;
  /** What to quote when reporting the fault; on INTERNAL_SERVER_ERROR. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Every failure this kit reports, whatever carried it: HTTP, socket or the network itself. */
export class ConfabError extends Error {
  override readonly name = "ConfabError";
  readonly code: ConfabErrorCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly limit: number | undefined;
  readonly requestId: string | undefined;

  constructor(init: ConfabErrorInit) {
    super(init.message, { cause: init.cause });
    this.code = init.code;
    this.field = init.field;
    this.retryAfterMs = init.retryAfterMs;
    this.limit = init.limit;
    this.requestId = init.requestId;
  }

  /** True where the same request may well succeed later, unchanged. */
  get retryable(): boolean {
    return (
      this.code === "NETWORK_ERROR" ||
      this.code === "SERVICE_UNAVAILABLE" ||
      this.code === "RATE_LIMITED" ||
      this.code === "INTERNAL_SERVER_ERROR"
    );
  }
}

/** The part of a GraphQL error that is read here; other clients' errors fit it too. */
export interface GraphQLErrorLike {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export function fromGraphQLError(error: GraphQLErrorLike): ConfabError {
  const { code, field, retryAfterMs, limit, requestId } = error.extensions ?? {};
  return new ConfabError({
    // A code of the framework (a document that does not parse, say) means that this client is wrong.
    code: isErrorCode(code)
      ? code
      : code === undefined
        ? "INTERNAL_SERVER_ERROR"
        : "BAD_USER_INPUT",
    message: error.message,
    field: typeof field === "string" ? field : undefined,
    retryAfterMs: typeof retryAfterMs === "number" ? retryAfterMs : undefined,
    limit: typeof limit === "number" ? limit : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
    cause: error,
  });
}

/**
 * Whatever was thrown or handed to an error callback, as a ConfabError. Knows GraphQL errors, lists
 * of them, and the wrappers of urql (`graphQLErrors`) and Apollo (`errors`).
 */
export function toConfabError(thrown: unknown): ConfabError {
  if (thrown instanceof ConfabError) return thrown;
  const first = firstGraphQLError(thrown);
  if (first) return fromGraphQLError(first);
  const message = thrown instanceof Error ? thrown.message : "The server cannot be reached.";
  return new ConfabError({ code: "NETWORK_ERROR", message, cause: thrown });
}

/** What a handler of the app's own threw. */
export function handlerError(thrown: unknown): ConfabError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ConfabError({ code: "HANDLER_ERROR", message, cause: thrown });
}

/** Tells the app; where it does not listen, whoever reads the console. */
export function tell(
  listener: ((error: ConfabError) => void) | undefined,
  error: ConfabError,
): void {
  try {
    if (listener) listener(error);
    else console.error(error);
  } catch (thrown) {
    console.error(thrown);
  }
}

function firstGraphQLError(thrown: unknown): GraphQLErrorLike | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const { graphQLErrors, errors } = thrown as { graphQLErrors?: unknown; errors?: unknown };
  for (const list of [thrown, graphQLErrors, errors]) {
    if (Array.isArray(list) && list.length > 0) return list[0] as GraphQLErrorLike;
  }
  return "extensions" in thrown && "message" in thrown ? (thrown as GraphQLErrorLike) : undefined;
}
