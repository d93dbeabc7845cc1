import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { UserService } from "../../people/users/user.service.js";
import type { LoginAdmission } from "../admission/login-admission.js";
import type { WebAuthnOptions } from "../passkeys/authenticators.js";
import { readAssertion } from "../passkeys/passkey-answer.js";
import type { PasskeyChallenges } from "../passkeys/passkey-challenges.js";
import type { PasskeyCheck } from "../passkeys/passkey-check.js";
import type { Client } from "../sessions/grant.service.js";
import type { Login, LoginService } from "./login.service.js";

export interface PasskeyLoginDependencies {
  readonly check: PasskeyCheck;
  readonly challenges: PasskeyChallenges;
  readonly users: UserService;
  readonly admittance: LoginAdmission;
  readonly logins: LoginService;
  readonly audit: AuditService;
}

/** Logins by a passkey alone. Nobody says who they are before: the passkey does. */
export class PasskeyLoginService {
  constructor(private readonly deps: PasskeyLoginDependencies) {}

  async begin(): Promise<{ readonly options: WebAuthnOptions; readonly expiresAt: Date }> {
    const { offered } = this.deps.check;
    const { challenge, expiresAt } = await this.deps.challenges.issue(null);
    return { options: await offered.requestOptions(challenge, null), expiresAt };
  }

  /** INVALID_CREDENTIALS whatever is wrong with it, and CODE_EXPIRED for one that was used. */
  async login(credential: unknown, client: Client): Promise<Login> {
    const { check, challenges, users, logins, audit, admittance } = this.deps;
    const assertion = readAssertion(credential, "input.credential");
    const { challenge } = assertion;
    await challenges.take(challenge, null);
    const passkey = await check.find(assertion);
    const user = passkey && (await users.find(passkey.userId));
    const isGood = user && !user.deletedAt && (await check.signed(passkey, assertion, challenge));
    admittance.admit(isGood ? user : null);
    if (isGood) return logins.enterByPasskey(user, client);
    const subjectId = passkey?.userId ?? null;
    audit.note({ event: AuditEvent.LOGIN_FAILED, subjectId, ipAddress: client.ipAddress });
    throw new AppError(
      ErrorCode.INVALID_CREDENTIALS,
      "This passkey does not open an account here.",
    );
  }
}
