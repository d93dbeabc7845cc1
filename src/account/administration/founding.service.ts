import { randomBytes } from "node:crypto";
import { Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { Verdict } from "../../platform/audit/audit-check.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { PasswordRules } from "../passwords/password-rules.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { SignupAdmission } from "../admission/signup-admission.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { cleanName } from "../../people/users/name.js";
import { Role } from "../../platform/core/role.js";
import { Gender } from "../../people/users/user.model.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";

export interface Founder {
  readonly email: string;
  readonly name: string;
  /** Null: one is made up. */
  readonly password: string | null;
}

export interface FoundingDependencies {
  readonly changes: CredentialChangeService;
  readonly credentials: CredentialService;
  readonly rules: PasswordRules;
  readonly passwords: PasswordService;
  readonly audit: AuditService;
  readonly admission: SignupAdmission;
}

/** For whoever runs the server, at its command line: how there comes to be a first super admin. */
export class FoundingService {
  constructor(private readonly deps: FoundingDependencies) {}

  /** Null password: the address had an account, which has been raised and keeps its own. */
  async createSuperAdmin(founder: Founder): Promise<{ readonly password: string | null }> {
    const { email } = founder;
    const existing = await this.deps.credentials.findForLogin({ email });
    const password = existing ? null : await this.signUp(founder);
    const user = await this.deps.credentials.findForLogin({ email });
    if (!user) throw new Error("the account vanished while it was made");
    if (!(await this.deps.changes.force(user._id, { role: Role.SUPER_ADMIN })))
      throw new Error("the account vanished while it was raised");
    const act = { event: AuditEvent.ROLE_SET, subjectId: user._id, detail: Role.SUPER_ADMIN };
    await this.deps.audit.record(act);
    return { password };
  }

  /** For SIGNUP=invite: good for that address, and so for one account. */
  invite(email: string, until: Date): string {
    return this.deps.admission.invite(email, until);
  }

  /** `expected`: a head that was told before; its row must be there, too. */
  verifyAudit(expected: string | null): Promise<Verdict> {
    return this.deps.audit.verify(expected);
  }

  private async signUp({ email, name, password }: Founder): Promise<string> {
    const chosen = password ?? randomBytes(15).toString("base64url");
    const cleaned = cleanName(name, "name");
    await this.deps.rules.check(chosen, "password", [cleaned, email]);
    const passwordHash = await this.deps.passwords.hash(chosen);
    const rest = { gender: Gender.UNSPECIFIED, phone: null };
    const fresh = { _id: new Types.ObjectId(), name: cleaned, email, passwordHash, ...rest };
    await this.deps.credentials.create(fresh);
    return chosen;
  }
}
