import type { Model, Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { SessionService } from "../sessions/session.service.js";
import { asRead, epochOf, newEpoch } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { isSuperAdmin, type SuperAdmins } from "./super-admins.js";

export interface CredentialChangeDependencies {
  readonly rows: Model<User>;
  readonly sessions: SessionService;
  readonly superAdmins: SuperAdmins;
  readonly own: OwnChanges;
}

/**
 * Every change of what an account is entered by and of what it may do. Each begins a new epoch of
 * the account: logins, challenges, codes and sessions belong to the epoch that they began in and are
 * worth nothing in the next, whenever and on whatever node they are looked at.
 */
export class CredentialChangeService {
  constructor(private readonly deps: CredentialChangeDependencies) {}

  /**
   * Writes it if the account is still as `user` was read. The session `kept` goes on, where it still
   * could. Resolves to the account in its new epoch; null: it was changed meanwhile, and nothing is
   * written. CONFLICT where no super admin would be left.
   */
  async apply(
    user: User,
    change: Partial<User>,
    kept: Types.ObjectId | null = null,
  ): Promise<User | null> {
    const epoch = newEpoch();
    const next = { ...user, ...change, epoch };
    if (kept && !(await this.deps.sessions.carry(kept, epochOf(user), epoch))) return null;
    await this.keepSuperAdmins(user, next);
    await this.deps.sessions.announce(user._id);
    const ending = await this.deps.sessions.othersThan(user._id, kept);
    const profile = { userId: user._id, thing: OwnThing.PROFILE, entityId: user._id };
    const { matchedCount } = await this.deps.own.during(
      Object.keys(change).length > 0 ? [profile, ...ending] : ending,
      () => this.deps.rows.updateOne(asRead(user), { ...change, epoch }),
    );
    if (matchedCount === 0) return null;
    await this.deps.sessions.endBefore(user._id, epoch);
    return next;
  }

  /**
   * As `apply`, where what was changed meanwhile does not matter, or `allowed` throws for it. Null:
   * the account is gone.
   */
  async force(
    userId: Types.ObjectId,
    change: Partial<User>,
    kept: Types.ObjectId | null = null,
    allowed?: (user: User) => Promise<void>,
  ): Promise<User | null> {
    for (;;) {
      const user = await this.deps.rows.findById(userId).lean();
      if (!user || user.deletedAt) return null;
      await allowed?.(user);
      const changed = await this.apply(user, change, kept);
      if (changed) return changed;
      if (kept && !(await this.deps.sessions.isIn(kept, user))) return null;
    }
  }

  private async keepSuperAdmins(user: User, next: User): Promise<void> {
    const { superAdmins } = this.deps;
    if (isSuperAdmin(next)) return superAdmins.enter(user._id, next.epoch ?? "");
    if (!isSuperAdmin(user) || (await superAdmins.leave(user._id))) return;
    for (const other of await superAdmins.uncounted())
      if (!other._id.equals(user._id)) await this.apply(other, {});
    if (!(await superAdmins.leave(user._id)))
      throw new AppError(
        ErrorCode.CONFLICT,
        "This is the last super admin: appoint another one first.",
      );
  }
}
