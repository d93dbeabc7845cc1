import { createHmac, timingSafeEqual } from "node:crypto";
import type { Config } from "../../platform/config/config.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";

const TOKEN = /^(\d{13})\.([\w-]{43})$/;

/** Who may make an account here. It is the address that decides, never whether it is known. */
export class SignupAdmission {
  constructor(
    private readonly rules: Config["signup"],
    private readonly key: Buffer,
  ) {}

  /** For that address alone, and so for one account. */
  invite(email: string, until: Date): string {
    const end = String(until.getTime());
    return `${end}.${this.sign(email, end).toString("base64url")}`;
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
    const given = Buffer.from(signature, "base64url");
    const right = this.sign(email, end);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private sign(email: string, end: string): Buffer {
    return createHmac("sha256", this.key).update(`${end}|${email}`).digest();
  }
}

function refused(message: string): AppError {
  return new AppError(ErrorCode.FORBIDDEN, message);
}
