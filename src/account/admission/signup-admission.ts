import type { Config } from "../../platform/config/config.types.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";

const TOKEN = /^(\d{13})\.([\w-]{43})$/;

/** Who may make an account here. It is the address that decides, never whether it is known. */
export class SignupAdmission {
  constructor(
    private readonly rules: Config["signup"],
    private readonly signing: KeyedHash,
  ) {}

  /** For that address alone, and so for one account. */
  invite(email: string, until: Date): string {
    const end = String(until.getTime());
    return `${end}.${this.signing.text(signed(email, end))}`;
  }

  /** Throws FORBIDDEN. An invitation is good whatever the policy is, unless it is CLOSED. */
  check(email: string, invitation: string | null): void {
    const { policy } = this.rules;
    if (policy === "OPEN") return;
    if (policy === "CLOSED")
      throw refused("This server does not accept sign-ups: ask its operator for an account.");
    if (invitation !== null && this.isGood(email, invitation)) return;
    if (policy === "INVITE")
      throw refused("Sign-up needs an invitation for that address: ask the operator for one.");
    if (!this.rules.domains.includes(email.slice(email.lastIndexOf("@") + 1)))
      throw refused(
        "This server does not accept addresses of that domain: sign up with another one.",
      );
  }

  private isGood(email: string, invitation: string): boolean {
    const [, end = "", signature = ""] = TOKEN.exec(invitation) ?? [];
    if (Number(end) < Date.now()) return false;
    return this.signing.fitsText(signed(email, end), signature);
  }
}

function signed(email: string, end: string): string {
  return `${end}|${email}`;
}

function refused(message: string): AppError {
  return new AppError(ErrorCode.FORBIDDEN, message);
}
