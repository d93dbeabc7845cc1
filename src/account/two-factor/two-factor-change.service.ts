import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { AccountMail } from "../notices/account-mail.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { User } from "../../people/users/user.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import type { UserService } from "../../people/users/user.service.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import { Role } from "../../platform/core/role.js";
import { isSigned, type SecondFactorService, type ShownFactor } from "./second-factor.service.js";
import type { Setup, TwoFactorService } from "./two-factor.service.js";

export interface TwoFactorChangeDependencies {
  readonly own: OwnChanges;
  readonly twoFactor: TwoFactorService;
  readonly secondFactor: SecondFactorService;
  readonly reauthentication: Reauthentication;
  readonly changes: CredentialChangeService;
  readonly users: UserService;
  readonly audit: AuditService;
  readonly mail: AccountMail;
  /** Then the session of an administrator who turns it off ends as well. */
  readonly administratorsNeedIt: boolean;
}

type TwoFactorChange = Required<Pick<User, "twoFactorAt" | "twoFactorByPasskey">>;

/** Turning the second factor on and off: its owner proves to be it, and other sessions end. */
export class TwoFactorChangeService {
  constructor(private readonly deps: TwoFactorChangeDependencies) {}

  async begin({ userId }: Viewer, password: string): Promise<Setup> {
    return this.deps.twoFactor.begin(await this.deps.reauthentication.byPassword(userId, password));
  }

  /** What a passkey can do to let in, it can do alone: the account then needs no app. */
  async enable(viewer: Viewer, shown: ShownFactor): Promise<User> {
    const { twoFactor, secondFactor } = this.deps;
    const twoFactorByPasskey = isSigned(shown);
    const user = await this.find(viewer);
    if (twoFactorByPasskey) {
      await twoFactor.begun(user);
      await secondFactor.requireSigned(user, shown.credential);
    } else await twoFactor.takeFirst(user, shown.code ?? "");
    const on = { twoFactorAt: new Date(), twoFactorByPasskey };
    const changed = await this.change(user, on, viewer);
    await this.showing(user, () => twoFactor.settle(changed));
    return changed;
  }

  async disable(viewer: Viewer, shown: ShownFactor, password: string): Promise<User> {
    const user = await this.deps.reauthentication.byPassword(viewer.userId, password);
    // Safe to repeat: what is off ends nobody's sessions, and nobody is told.
    if (!(await this.deps.twoFactor.isEnabled(user))) return user;
    await this.deps.secondFactor.require(user, shown);
    const off = { twoFactorAt: null, twoFactorByPasskey: null };
    const changed = await this.change(user, off, viewer);
    await this.showing(user, () => this.deps.twoFactor.forget(user._id));
    return changed;
  }

  async askPasskey(viewer: Viewer): ReturnType<SecondFactorService["ask"]> {
    return this.deps.secondFactor.ask(await this.find(viewer));
  }

  private showing({ _id }: User, write: () => Promise<void>): Promise<void> {
    return this.deps.own.during([{ userId: _id, thing: OwnThing.PROFILE, entityId: _id }], write);
  }

  private async find({ userId }: Viewer): Promise<User> {
    const user = await this.deps.users.find(userId);
    if (user) return user;
    throw new AppError(ErrorCode.UNAUTHENTICATED, "This account no longer exists.");
  }

  private async change(user: User, change: TwoFactorChange, viewer: Viewer): Promise<User> {
    const { twoFactorAt } = change;
    const goesOn = twoFactorAt || viewer.role === Role.USER || !this.deps.administratorsNeedIt;
    const kept = goesOn ? viewer.sessionId : null;
    const changed = await this.deps.changes.apply(user, change, kept);
    if (!changed)
      throw new AppError(ErrorCode.CONFLICT, "The account has changed in the meantime: try again.");
    const event = twoFactorAt ? AuditEvent.TWO_FACTOR_ENABLED : AuditEvent.TWO_FACTOR_DISABLED;
    await this.deps.audit.record({ event, actorId: user._id, subjectId: user._id });
    if (user.email) await this.deps.mail.twoFactorChanged(user.email, !!twoFactorAt);
    return changed;
  }
}
