import type { Config } from "../../platform/config/config.types.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";

/** Whether people log in by what this server keeps of them, or by identity providers alone. */
export class LoginAdmission {
  constructor(private readonly login: Config["login"]) {}

  get isOwn(): boolean {
    return this.login === "OWN";
  }

  /** Throws FORBIDDEN where providers alone log people in. */
  require(): void {
    if (!this.isOwn) throw closed();
  }

  /**
   * For whoever has shown a password or a passkey; null: nobody has. Administrators keep their own
   * login, or no fault of a provider could be mended. Who they are a wrong password does not tell.
   */
  admit(user: User | null): void {
    if (user === null || user.role === Role.USER) this.require();
  }
}

function closed(): AppError {
  return new AppError(
    ErrorCode.FORBIDDEN,
    "People log in to this server by an identity provider: see serverInfo.identityProviders.",
  );
}
