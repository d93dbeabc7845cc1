import type { ErrorCode } from "../../platform/core/errors.js";

/** What each code means to a client, and what to do about it. */
export const errorCodes: Readonly<Record<keyof typeof ErrorCode, { description: string }>> = {
  UNAUTHENTICATED: {
    description: "There is no access token, or it has expired, or its session has ended.",
  },
  FORBIDDEN: { description: "The viewer lacks the right: a role, or to be the sender." },
  NOT_FOUND: { description: "There is none, or none that the viewer may see: both look alike." },
  BAD_USER_INPUT: {
    description: "The document or an argument is not valid; `field` names the argument.",
  },
  CONFLICT: { description: "It does not fit how things are; the message says what is in its way." },
  RATE_LIMITED: { description: "Too often: try again after `retryAfterMs`." },
  QUERY_TOO_COMPLEX: {
    description: "The operation is too deep or too dear, or has too many aliases or directives.",
  },
  INVALID_CREDENTIALS: {
    description:
      "No such account or a wrong password, which look alike; or Google's word is no good.",
  },
  ACCOUNT_SUSPENDED: { description: "The message says until when, where there is an end." },
  CODE_INVALID: { description: "The code is wrong, or was used." },
  CODE_EXPIRED: { description: "The code or the login challenge is over: get another one." },
  TOO_MANY_ATTEMPTS: {
    description: "Five tries were made at that code or login challenge: get another one.",
  },
  CHALLENGE_REQUIRED: {
    description: "Two-factor login is on: send it again with a code or a passkey.",
  },
  REAUTH_REQUIRED: { description: "A login of the last ten minutes is needed: log in again." },
  REFRESH_INVALID: {
    description: "The refresh token is no good, or its session has ended: log in again.",
  },
  REFRESH_REUSED: {
    description: "An old refresh token came back, which has ended the session: log in again.",
  },
  WEAK_PASSWORD: {
    description: "Fewer than 10 characters, easy to guess, or known from a breach elsewhere.",
  },
  BLOCKED: { description: "One of the two has blocked the other; which one is not told." },
  EDIT_WINDOW_CLOSED: { description: "The message is older than `editWindowSeconds`." },
  REVISION_CONFLICT: {
    description: "The message has changed since `ifRevision`: look at it again.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    description: "That clientMessageId or clientConversationId stands for something else already.",
  },
  LIMIT_REACHED: {
    description: "As many as there can be: members, pins, or emoji or changes of a message.",
  },
  FILE_TOO_LARGE: { description: "More than `limit` bytes, or than `limit` pixels of a picture." },
  FILE_TYPE_REJECTED: {
    description:
      "Unreadable, none of `uploadMimeTypes`, or not what its purpose or its ticket asks for.",
  },
  QUOTA_EXCEEDED: { description: "The viewer would keep more than `limit` bytes of files." },
  SERVICE_UNAVAILABLE: {
    description: "Busy, or something behind the server is away or not set up: try again later.",
  },
  INTERNAL_SERVER_ERROR: {
    description: "The server's fault; its log has more under the same `requestId`.",
  },
};
