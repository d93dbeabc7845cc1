/** The members of `enum ErrorCode` in the server's schema; a test holds the two to the same list. */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "BAD_USER_INPUT",
  "CONFLICT",
  "RATE_LIMITED",
  "QUERY_TOO_COMPLEX",
  "INVALID_CREDENTIALS",
  "ACCOUNT_SUSPENDED",
  "CODE_INVALID",
  "CODE_EXPIRED",
  "TOO_MANY_ATTEMPTS",
  "CHALLENGE_REQUIRED",
  "REAUTH_REQUIRED",
  "REFRESH_INVALID",
  "REFRESH_REUSED",
  "WEAK_PASSWORD",
  "BLOCKED",
  "EDIT_WINDOW_CLOSED",
  "REVISION_CONFLICT",
  "IDEMPOTENCY_KEY_REUSED",
  "LIMIT_REACHED",
  "FILE_TOO_LARGE",
  "FILE_TYPE_REJECTED",
  "QUOTA_EXCEEDED",
  "SERVICE_UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Two never come from a server. NETWORK_ERROR: no answer came, so what happened there is unknown.
 * HANDLER_ERROR: a handler of the app's own threw, `cause` is what.
 */
export type ConfabErrorCode = ErrorCode | "NETWORK_ERROR" | "HANDLER_ERROR";

export function isErrorCode(value: unknown): value is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(value);
}
