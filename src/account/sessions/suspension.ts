import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { isSuspended, type User } from "../../people/users/user.model.js";

export function refuseSuspended(user: User): void {
  if (!isSuspended(user)) return;
  if (user.deactivatedAt)
    throw new AppError(ErrorCode.ACCOUNT_SUSPENDED, "This account is deactivated.");
  const until = user.suspendedUntil ? ` until ${user.suspendedUntil.toISOString()}` : "";
  throw new AppError(ErrorCode.ACCOUNT_SUSPENDED, `This account is suspended${until}.`);
}
