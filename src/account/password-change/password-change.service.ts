import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { LoginAdmission } from "../admission/login-admission.js";
import { CodePurpose } from "../codes/code.model.js";
import { invalidCode, type CodeService, type CodeTimes } from "../codes/code.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { PasswordRules } from "../passwords/password-rules.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { GrantService } from "../sessions/grant.service.js";
import type { IssuedTokens } from "../sessions/token-issuer.js";
import type { SessionService } from "../sessions/session.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { User } from "../../people/users/user.model.js";
import type { AccountMail } from "../notices/account-mail.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import { epochOf } from "../../people/users/epoch.js";
import { inEvenTime } from "../codes/even-time.js";
import type { LoginService } from "../auth/login.service.js";
import type { Reauthentication } from "../passwords/reauthentication.js";

export interface PasswordChangeDependencies {
  readonly admittance: LoginAdmission;
  readonly changes: CredentialChangeService;
  readonly credentials: CredentialService;
  readonly codes: CodeService;
  readonly rules: PasswordRules;
  readonly passwords: PasswordService;
  readonly reauthentication: Reauthentication;
  readonly logins: LoginService;
  readonly sessions: SessionService;
  readonly grants: GrantService;
  readonly audit: AuditService;
  readonly mail: AccountMail;
}

/** A new password by the old one, or by a mailed code. Either way other sessions end. */
export class PasswordChangeService {
  constructor(private readonly deps: PasswordChangeDependencies) {}

  async requestReset(email: string): Promise<CodeTimes> {
    this.deps.admittance.require();
    return inEvenTime(async () => {
      const user = await this.deps.credentials.findForLogin({ email });
      const { code, ...times } = await this.deps.codes.issue(
        email,
        CodePurpose.RESET_PASSWORD,
        user && epochOf(user),
      );
      if (code && user) await this.deps.mail.resetCode(email, code);
      return times;
    });
  }

  /** Signs nobody in: who has a second factor needs it at the login that follows. */
  async reset(email: string, code: string, newPassword: string): Promise<void> {
    this.deps.admittance.require();
    const { rules, codes } = this.deps;
    const field = "input.newPassword";
    rules.checkForm(newPassword, field);
    // Estimating takes long: the code comes first, and is still good where the password is weak.
    const epoch = await codes.consume(email, CodePurpose.RESET_PASSWORD, code, () =>
      rules.checkStrength(newPassword, field, [email]),
    );
    const user = await this.deps.credentials.findForLogin({ email });
    if (!user || epochOf(user) !== epoch) throw invalidCode();
    if (!(await this.store(user, newPassword, null))) throw invalidCode();
    await this.deps.logins.forgive({ email });
    await this.deps.audit.record({ event: AuditEvent.PASSWORD_RESET, subjectId: user._id });
  }

  /** Returns new tokens for this session; its earlier refresh tokens are dead. */
  async change(
    viewer: Viewer,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<{ user: User; tokens: IssuedTokens }> {
    const { userId, sessionId } = viewer;
    const user = await this.deps.reauthentication.byPassword(userId, passwords.current);
    const known = [user.name, user.email ?? ""];
    await this.deps.rules.check(passwords.next, "input.newPassword", known);
    if (!(await this.store(user, passwords.next, sessionId)))
      throw new AppError(ErrorCode.CONFLICT, "The account has changed in the meantime: try again.");
    const ids = { actorId: userId, subjectId: userId };
    await this.deps.audit.record({ event: AuditEvent.PASSWORD_CHANGED, ...ids });
    const session = await this.deps.sessions.find(sessionId);
    if (!session) throw new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended.");
    return { user, tokens: await this.deps.grants.reissue(session) };
  }

  /** False: the account has changed since it was read. */
  private async store(user: User, password: string, kept: Viewer["sessionId"] | null) {
    const passwordHash = await this.deps.passwords.hash(password);
    if (!(await this.deps.changes.apply(user, { passwordHash }, kept))) return false;
    if (user.email) await this.deps.mail.passwordChanged(user.email);
    return true;
  }
}
