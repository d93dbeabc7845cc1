import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { AccountMail } from "../notices/account-mail.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import { Role } from "../../platform/core/role.js";
import type { Setup, TwoFactorService } from "./two-factor.service.js";

export interface TwoFactorChangeDependencies {
  readonly twoFactor: TwoFactorService;
  readonly reauthentication: Reauthentication;
  readonly changes: CredentialChangeService;
  readonly users: UserService;
  readonly audit: AuditService;
  readonly mail: AccountMail;
  /** Then the session of an administrator who turns it off ends as well. */
  readonly administratorsNeedIt: boolean;
}

/** Turning the second factor on and off: its owner proves to be it, and other sessions end. */
export class TwoFactorChangeService {
  constructor(private readonly deps: TwoFactorChangeDependencies) {}

  async begin({ userId }: Viewer, password: string): Promise<Setup> {
    return this.deps.twoFactor.begin(await this.deps.reauthentication.byPassword(userId, password));
  }

  async enable(viewer: Viewer, code: string): Promise<User> {
    const user = await this.deps.users.find(viewer.userId);
    if (!user) throw new AppError(ErrorCode.UNAUTHENTICATED, "This account no longer exists.");
    await this.deps.twoFactor.takeFirst(user, code);
    const changed = await this.change(user, new Date(), viewer);
    await this.deps.twoFactor.settle(user._id);
    return changed;
  }

  async disable(viewer: Viewer, code: string, password: string): Promise<User> {
    const user = await this.deps.reauthentication.byPassword(viewer.userId, password);
    await this.deps.twoFactor.verifyAny(user, code);
    const changed = await this.change(user, null, viewer);
    await this.deps.twoFactor.forget(user._id);
    return changed;
  }

  private async change(user: User, twoFactorAt: Date | null, viewer: Viewer): Promise<User> {
    const goesOn = twoFactorAt || viewer.role === Role.USER || !this.deps.administratorsNeedIt;
    const kept = goesOn ? viewer.sessionId : null;
    const changed = await this.deps.changes.apply(user, { twoFactorAt }, kept);
    if (!changed)
      throw new AppError(ErrorCode.CONFLICT, "The account has changed in the meantime: try again.");
    const event = twoFactorAt ? AuditEvent.TWO_FACTOR_ENABLED : AuditEvent.TWO_FACTOR_DISABLED;
    await this.deps.audit.record({ event, actorId: user._id, subjectId: user._id });
    if (user.email) await this.deps.mail.twoFactorChanged(user.email, !!twoFactorAt);
    return changed;
  }
}
