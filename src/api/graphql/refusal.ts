import { Kind, type GraphQLError } from "graphql";
import { ErrorCode, type AppError } from "../../platform/core/errors.js";
import { LimitReached } from "../../platform/limits/limits.js";

export interface Refusal {
  readonly errorCode: ErrorCode;
  /** Of the contract, whatever the client called it; absent where no field was reached. */
  readonly field?: string;
  /** The limit that was reached, where one was. */
  readonly limit?: string;
}

/** Wrong credentials and codes, missing rights, and what is too much: what whoever watches looks for. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.UNAUTHENTICATED,
  ErrorCode.FORBIDDEN,
  ErrorCode.RATE_LIMITED,
  ErrorCode.QUERY_TOO_COMPLEX,
  ErrorCode.INVALID_CREDENTIALS,
  ErrorCode.ACCOUNT_SUSPENDED,
  ErrorCode.CODE_INVALID,
  ErrorCode.CODE_EXPIRED,
  ErrorCode.TOO_MANY_ATTEMPTS,
  ErrorCode.CHALLENGE_REQUIRED,
  ErrorCode.REAUTH_REQUIRED,
  ErrorCode.REFRESH_INVALID,
  ErrorCode.REFRESH_REUSED,
  ErrorCode.BLOCKED,
  ErrorCode.QUOTA_EXCEEDED,
]);

export function isRefusal(code: ErrorCode): boolean {
  return REFUSALS.has(code);
}

export function refusalOf(error: AppError, raised: unknown): Refusal {
  const node = (raised as Partial<GraphQLError> | null)?.nodes?.[0];
  return {
    errorCode: error.code,
    ...(node?.kind === Kind.FIELD && { field: node.name.value }),
    ...(error instanceof LimitReached && { limit: error.charged.quota.name }),
  };
}
