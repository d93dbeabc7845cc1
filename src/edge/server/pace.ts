import type { IncomingMessage } from "node:http";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";

/** Every such period must bring at least so much, or the client is taken for gone. */
const PACE = { periodMs: 20_000, bytes: 16_384 };

/** Ends a body that is too long or too slow. Returns the function that stops watching. */
export function watchPace(
  request: IncomingMessage,
  maxBytes: number,
  fail: (error: Error) => void,
): () => void {
  let [total, atPeriod] = [0, 0];
  const count = (chunk: Buffer): void => {
    total += chunk.length;
    if (total > maxBytes) fail(tooLong(maxBytes));
  };
  const timer = setInterval(() => {
    if (total - atPeriod < PACE.bytes) fail(badInput("body", "The request came too slowly."));
    atPeriod = total;
  }, PACE.periodMs);
  request.on("data", count);
  return () => {
    clearInterval(timer);
    request.off("data", count);
  };
}

function tooLong(limit: number): AppError {
  return new AppError(ErrorCode.FILE_TOO_LARGE, `A request has at most ${limit} bytes.`, { limit });
}
