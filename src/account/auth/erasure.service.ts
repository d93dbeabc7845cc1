import type { Model, Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { CodeService } from "../codes/code.service.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { SessionService } from "../sessions/session.service.js";
import type { PendingSignupService } from "../signup/pending-signup.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { TwoFactorService } from "../two-factor/two-factor.service.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";

const ERASED_NAME = "Deleted account";

export interface ErasureDependencies {
  readonly rows: Model<User>;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly reauthentication: Reauthentication;
  readonly twoFactor: TwoFactorService;
  readonly codes: CodeService;
  readonly pending: PendingSignupService;
  readonly audit: AuditService;
  /** What others keep of the person goes with the account; each may run again after a crash. */
  readonly others: readonly ((userId: Types.ObjectId) => Promise<void>)[];
}

/** Ends an account. A bare row stays, so that its id is never somebody else's. */
export class ErasureService {
  constructor(private readonly deps: ErasureDependencies) {}

  /** Accounts without a password prove themselves by a recent login. */
  async erase(viewer: Viewer, password: string | null, code: string | null): Promise<void> {
    const user = await this.prove(viewer, password);
    if (user.role === Role.SUPER_ADMIN)
      throw new AppError(ErrorCode.FORBIDDEN, "Give up that role before the account.");
    await this.deps.twoFactor.verifyAny(user._id, code);
    await this.deps.sessions.endAll(user._id);
    await Promise.all(this.deps.others.map((erase) => erase(user._id)));
    await this.deps.twoFactor.disable(user._id);
    if (user.email) {
      await this.deps.codes.forget(user.email);
      await this.deps.pending.forget(user.email);
    }
    await this.leaveTombstone(user);
    const ids = { actorId: user._id, subjectId: user._id };
    await this.deps.audit.record({ event: AuditEvent.ACCOUNT_DELETED, ...ids });
    // Once more: a login may have been under way.
    await this.deps.sessions.endAll(user._id);
  }

  /**
   * Not one update: SecantusDB frees a unique value of an inserted row only with the row. Whoever
   * looks in between finds nobody, which is as good.
   */
  private async leaveTombstone({ _id, createdAt, provider }: User): Promise<void> {
    await this.deps.rows.deleteOne({ _id });
    const rest = { createdAt, provider, role: Role.USER, deletedAt: new Date() };
    await this.deps.rows.create({ _id, name: ERASED_NAME, ...rest });
  }

  private async prove(viewer: Viewer, password: string | null): Promise<User> {
    if (password !== null) return this.deps.reauthentication.byPassword(viewer.userId, password);
    if (await this.deps.reauthentication.hasPassword(viewer.userId))
      throw badInput("password", "The password is needed.");
    await this.deps.reauthentication.byRecentLogin(viewer);
    const user = await this.deps.users.find(viewer.userId);
    if (!user) throw new AppError(ErrorCode.UNAUTHENTICATED, "The account is gone.");
    return user;
  }
}
