import { AppError, ErrorCode } from "../../platform/core/errors.js";

export function overloaded(): AppError {
  const text = "This conversation is too busy at the moment: try again.";
  return new AppError(ErrorCode.SERVICE_UNAVAILABLE, text, { retryAfterMs: 1_000 });
}
