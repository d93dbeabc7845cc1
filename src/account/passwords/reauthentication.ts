import type { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { PasswordService } from "./password.service.js";
import type { SessionService } from "../sessions/session.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { User } from "../../people/users/user.model.js";

/** How long a login is proof enough for accounts that have no password. */
const RECENT_MS = 10 * 60_000;

/** Asks who is signed in to prove it once more. */
export class Reauthentication {
  constructor(
    private readonly deps: {
      readonly credentials: CredentialService;
      readonly passwords: PasswordService;
      readonly sessions: SessionService;
      readonly limits: Limits;
    },
  ) {}

  /** Throws INVALID_CREDENTIALS, or RATE_LIMITED after too many wrong ones. */
  async byPassword(userId: Types.ObjectId, password: string): Promise<User> {
    const key = userId.toHexString();
    await this.deps.limits.take("confirmation", key);
    const user = await this.deps.credentials.findWithPassword(userId);
    if (!user || !(await this.deps.passwords.matches(password, user.passwordHash ?? null)))
      throw new AppError(ErrorCode.INVALID_CREDENTIALS, "The password is wrong.");
    await this.deps.limits.giveBack("confirmation", key);
    return user;
  }

  async hasPassword(userId: Types.ObjectId): Promise<boolean> {
    return !!(await this.deps.credentials.findWithPassword(userId))?.passwordHash;
  }

  /** Throws REAUTH_REQUIRED unless the session was opened minutes ago. */
  async byRecentLogin({ sessionId }: Viewer): Promise<void> {
    const session = await this.deps.sessions.find(sessionId);
    if (!session || Date.now() - session.createdAt.getTime() > RECENT_MS)
      throw new AppError(
        ErrorCode.REAUTH_REQUIRED,
        "This needs a recent login: log in again first.",
      );
  }
}
