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
  NOT_FOUND: "That is not there any more, or it was never yours to see.",
  BAD_USER_INPUT: (error) => error.message,
  CONFLICT: "Somebody else already has that, or changed it at the same moment.",
  RATE_LIMITED: (error) => `That was a bit fast. ${soon(error)}`,
  QUERY_TOO_COMPLEX:
    "The server found this request too large. Reload the page; it may be out of date.",
  INVALID_CREDENTIALS: "The address or the password is not right.",
  ACCOUNT_SUSPENDED: "This account is suspended. Ask whoever runs this server.",
  CODE_INVALID: "That code is not right. Check the newest mail.",
  CODE_EXPIRED: "That code has expired. Ask for a new one.",
  TOO_MANY_ATTEMPTS: (error) => `Too many attempts. ${soon(error)}`,
  CHALLENGE_REQUIRED: "Your second factor is needed for this.",
  REAUTH_REQUIRED: "Sign in again to do this; it has been a while.",
  REFRESH_INVALID: "Your session has ended. Sign in again.",
  REFRESH_REUSED: "Your session was ended because its key was used twice. Sign in again.",
  WEAK_PASSWORD: (error) => error.message,
  NOT_A_MEMBER: "You are not a member of this conversation any more.",
  BLOCKED: "You cannot reach this person.",
  EDIT_WINDOW_CLOSED: "It is too late to edit this message.",
  REVISION_CONFLICT:
    "The message was changed in the meantime. Look at it again before you edit it.",
  IDEMPOTENCY_KEY_REUSED: "This message clashes with another one. Write it again.",
  LIMIT_REACHED: (error) =>
    error.limit ? `No more than ${error.limit} are allowed.` : error.message,
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
};

/** One sentence for people. */
export function errorText(error: ConfabError): string {
  const sentence = SENTENCES[error.code];
  return typeof sentence === "string" ? sentence : sentence(error);
}
