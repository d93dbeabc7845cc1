import type { Config } from "../../platform/config/config.js";
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
    if (policy === "CLOSED") throw refused("This server takes no sign-ups.");
    if (invitation !== null && this.isGood(email, invitation)) return;
    if (policy === "INVITE") throw refused("Signing up needs an invitation for that address.");
    if (!this.rules.domains.includes(email.slice(email.lastIndexOf("@") + 1)))
      throw refused("This server takes no sign-ups with an address of that domain.");
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
