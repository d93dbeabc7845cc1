import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { AccountMail } from "../notices/account-mail.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { SessionService } from "../sessions/session.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { Setup, TwoFactorService } from "./two-factor.service.js";

export interface TwoFactorChangeDependencies {
  readonly twoFactor: TwoFactorService;
  readonly reauthentication: Reauthentication;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly audit: AuditService;
  readonly mail: AccountMail;
}

/** Turning the second factor on and off: its owner proves to be it, and other sessions end. */
export class TwoFactorChangeService {
  constructor(private readonly deps: TwoFactorChangeDependencies) {}

  async begin({ userId }: Viewer, password: string): Promise<Setup> {
    const user = await this.deps.reauthentication.byPassword(userId, password);
    return this.deps.twoFactor.begin(userId, user.email ?? user.name);
  }

  async enable(viewer: Viewer, code: string): Promise<User> {
    await this.deps.twoFactor.enable(viewer.userId, code);
    return this.changed(viewer, true);
  }

  async disable(viewer: Viewer, code: string, password: string): Promise<User> {
    await this.deps.reauthentication.byPassword(viewer.userId, password);
    await this.deps.twoFactor.verifyAny(viewer.userId, code);
    await this.deps.twoFactor.disable(viewer.userId);
    return this.changed(viewer, false);
  }

  private async changed({ userId, sessionId }: Viewer, on: boolean): Promise<User> {
    await this.deps.sessions.endAll(userId, sessionId);
    const event = on ? AuditEvent.TWO_FACTOR_ENABLED : AuditEvent.TWO_FACTOR_DISABLED;
    await this.deps.audit.record({ event, actorId: userId, subjectId: userId });
    const user = await this.deps.users.find(userId);
    if (!user) throw new AppError(ErrorCode.UNAUTHENTICATED, "The account is gone.");
    if (user.email) await this.deps.mail.twoFactorChanged(user.email, on);
    return user;
  }
}
