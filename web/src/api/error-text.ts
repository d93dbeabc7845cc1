import type { ConfabError, ConfabErrorCode } from "@confab/client";
import { formatDuration } from "../ui/format.js";

type Sentence = string | ((error: ConfabError) => string);

const soon = (error: ConfabError): string =>
  error.retryAfterMs
    ? `Try again in ${formatDuration(error.retryAfterMs)}.`
    : "Try again in a moment.";

const SENTENCES: Record<ConfabErrorCode, Sentence> = {
  UNAUTHENTICATED: "You are signed out. Sign in to go on.",
  FORBIDDEN: "You are not allowed to do that.",
  NOT_FOUND: "This is no longer available, or you do not have access to it.",
  BAD_USER_INPUT: (error) => error.message,
  CONFLICT: "That is already taken, or somebody changed it at the same time.",
  RATE_LIMITED: (error) => `You are doing that too often. ${soon(error)}`,
  QUERY_TOO_COMPLEX:
    "This request is too large for the server. Reload the page: it may be out of date.",
  INVALID_CREDENTIALS: "The login or the password is wrong.",
  ACCOUNT_SUSPENDED: "This account is suspended. Contact the operator of this server.",
  CODE_INVALID: "That code is wrong. Use the one from the newest mail.",
  CODE_EXPIRED: "That code has expired. Ask for a new one.",
  TOO_MANY_ATTEMPTS: (error) => `Too many attempts. ${soon(error)}`,
  CHALLENGE_REQUIRED: "This needs your second factor.",
  REAUTH_REQUIRED: "To do this, sign in again first.",
  REFRESH_INVALID: "Your session has ended. Sign in again.",
  REFRESH_REUSED: "Your session was ended because its key was used twice. Sign in again.",
  WEAK_PASSWORD: (error) => error.message,
  BLOCKED: "You cannot reach this person.",
  EDIT_WINDOW_CLOSED: "It is too late to edit this message.",
  REVISION_CONFLICT: "The message has changed in the meantime. Check it before you edit it.",
  IDEMPOTENCY_KEY_REUSED: "This message conflicts with another one. Send it again.",
  LIMIT_REACHED: (error) => (error.limit ? `You can have at most ${error.limit}.` : error.message),
  FILE_TOO_LARGE: (error) =>
    error.limit
      ? `The file is larger than ${Math.floor(error.limit / 1_048_576)} MB.`
      : "The file is too large.",
  FILE_TYPE_REJECTED: "Files of this type are not accepted.",
  QUOTA_EXCEEDED: "Your storage on this server is used up.",
  SERVICE_UNAVAILABLE: (error) => `The server is busy. ${soon(error)}`,
  INTERNAL_SERVER_ERROR: (error) =>
    `Something went wrong on the server.${error.requestId ? ` Reference: ${error.requestId}` : ""}`,
  NETWORK_ERROR: "The server cannot be reached. Check your connection.",
  HANDLER_ERROR: "Something went wrong on this page. Reload it if it goes on.",
};

/** One sentence for people. */
export function errorText(error: ConfabError): string {
  const sentence = SENTENCES[error.code];
  return typeof sentence === "string" ? sentence : sentence(error);
}
