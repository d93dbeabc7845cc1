/** Every code that `extensions.code` can hold: the enum ErrorCode of the schema. */
export enum ErrorCode {
  UNAUTHENTICATED = "UNAUTHENTICATED",
  FORBIDDEN = "FORBIDDEN",
  NOT_FOUND = "NOT_FOUND",
  BAD_USER_INPUT = "BAD_USER_INPUT",
  CONFLICT = "CONFLICT",
  RATE_LIMITED = "RATE_LIMITED",
  QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX",
  INVALID_CREDENTIALS = "INVALID_CREDENTIALS",
  ACCOUNT_SUSPENDED = "ACCOUNT_SUSPENDED",
  CODE_INVALID = "CODE_INVALID",
  CODE_EXPIRED = "CODE_EXPIRED",
  TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS",
  CHALLENGE_REQUIRED = "CHALLENGE_REQUIRED",
  REAUTH_REQUIRED = "REAUTH_REQUIRED",
  REFRESH_INVALID = "REFRESH_INVALID",
  REFRESH_REUSED = "REFRESH_REUSED",
  WEAK_PASSWORD = "WEAK_PASSWORD",
  BLOCKED = "BLOCKED",
  EDIT_WINDOW_CLOSED = "EDIT_WINDOW_CLOSED",
  REVISION_CONFLICT = "REVISION_CONFLICT",
  IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED",
  LIMIT_REACHED = "LIMIT_REACHED",
  FILE_TOO_LARGE = "FILE_TOO_LARGE",
  FILE_TYPE_REJECTED = "FILE_TYPE_REJECTED",
  QUOTA_EXCEEDED = "QUOTA_EXCEEDED",
  SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE",
  INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR",
}

/** What a client may act on, beside the code. `field` names an input path such as `input.body`. */
export interface ErrorDetails {
  readonly field?: string;
  readonly retryAfterMs?: number;
  readonly limit?: number;
  /** What an operation costs that is above `limit`. */
  readonly cost?: number;
}

/** An expected failure: its message is for people and reaches the client as it stands. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = "AppError";
  }
}

/** Absent and forbidden look alike: both are this error. */
export function notFound(what: string): AppError {
  return new AppError(ErrorCode.NOT_FOUND, `There is no such ${what}.`);
}

/** Whether a unique index of the database refused a write: somebody was faster, or it is there. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 11_000;
}

export function badInput(field: string, message: string, details: ErrorDetails = {}): AppError {
  return new AppError(ErrorCode.BAD_USER_INPUT, message, { field, ...details });
}

/** For queries, where absent is null: every other failure stays one. */
export async function nullIfNotFound<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && error.code === ErrorCode.NOT_FOUND) return null;
    throw error;
  }
}
