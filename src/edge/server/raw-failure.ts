import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { ErrorCode } from "../../platform/core/errors.js";

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: ErrorCode.UNAUTHENTICATED,
  403: ErrorCode.FORBIDDEN,
  404: ErrorCode.NOT_FOUND,
  429: ErrorCode.RATE_LIMITED,
  500: ErrorCode.INTERNAL_SERVER_ERROR,
  503: ErrorCode.SERVICE_UNAVAILABLE,
};

/** In the shape of a GraphQL response, for what the framework has no reply to. */
export function failureBody(status: number, message: string): string {
  const code = CODES[status] ?? ErrorCode.BAD_USER_INPUT;
  const retry = status === 503 || status === 429 ? { retryAfterMs: 1_000 } : {};
  return JSON.stringify({ errors: [{ message, extensions: { code, ...retry } }] });
}

/** Answers on the bare connection, and ends it. */
export function writeFailure(socket: Duplex, status: number, message: string): void {
  const body = failureBody(status, message);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`,
    "Connection: close",
    "Content-Type: application/json; charset=utf-8",
    "Cache-Control: no-store",
    ...(status === 503 || status === 429 ? ["Retry-After: 1"] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // Its peer may never close, and nothing else watches over it any more.
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
