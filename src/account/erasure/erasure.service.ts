import type { Model, Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { CodeService } from "../codes/code.service.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { SessionService } from "../sessions/session.service.js";
import type { PendingSignupService } from "../signup/pending-signup.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { SecondFactorService, ShownFactor } from "../two-factor/second-factor.service.js";
import type { TwoFactorService } from "../two-factor/two-factor.service.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { tombstoneOf } from "../../people/users/tombstone.js";
import { asRead, newEpoch } from "../../people/users/epoch.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import type { Erasure } from "./erasure.model.js";

/** Longer than whatever was under way when the erasing began: a login, a request, an invitation. */
const SETTLED_AFTER_MS = 60_000;

export interface ErasureDependencies {
  readonly rows: Model<User>;
  readonly erasures: Model<Erasure>;
  readonly users: UserService;
  readonly changes: CredentialChangeService;
  readonly sessions: SessionService;
  readonly reauthentication: Reauthentication;
  readonly twoFactor: TwoFactorService;
  readonly secondFactor: SecondFactorService;
  readonly codes: CodeService;
  readonly pending: PendingSignupService;
  readonly audit: AuditService;
  /** What others keep of the person goes with the account; each may run again after a crash. */
  readonly others: readonly ((userId: Types.ObjectId) => Promise<void>)[];
  readonly now: () => Date;
}

/**
 * Ends an account. A bare row stays, so that its id is never somebody else's. Once it has begun it
 * is carried to its end, by any node: `settle` does again what a crash, or somebody who was faster,
 * left behind.
 */
export class ErasureService {
  constructor(private readonly deps: ErasureDependencies) {}

  /** Accounts without a password prove themselves by a recent login. */
  async erase(viewer: Viewer, password: string | null, shown: ShownFactor): Promise<void> {
    const user = await this.prove(viewer, password);
    if (user.role === Role.SUPER_ADMIN)
      throw new AppError(
        ErrorCode.FORBIDDEN,
        "A super admin cannot delete the account: give up the role first.",
      );
    await this.deps.secondFactor.require(user, shown);
    await this.eraseFor(user, user._id);
  }

  /** `actorId`: who wants it; null for the app to which the account belongs. */
  async eraseFor(user: User, actorId: Types.ObjectId | null = null): Promise<void> {
    if (!(await this.deps.changes.apply(user, {})))
      throw new AppError(ErrorCode.CONFLICT, "The account has changed in the meantime: try again.");
    const erasure = { _id: user._id, startedAt: this.deps.now(), createdAt: user.createdAt };
    await this.begin(erasure);
    await this.carryOut(erasure);
    const ids = { actorId, subjectId: user._id };
    await this.deps.audit.record({ event: AuditEvent.ACCOUNT_DELETED, ...ids });
  }

  /** Ends the erasings that began a while ago; one that fails is tried again the next time. */
  async settle(log: (error: unknown) => void): Promise<void> {
    const before = this.deps.now().getTime() - SETTLED_AFTER_MS;
    const begun = await this.deps.erasures.find().lean();
    for (const erasure of begun.filter(({ startedAt }) => startedAt.getTime() <= before))
      await this.carryOut(erasure)
        .then(() => this.deps.erasures.deleteOne({ _id: erasure._id }))
        .catch(log);
  }

  /** From here on there is no way back: nobody finds the account, and nobody enters it. */
  private async begin({ _id, ...begun }: Erasure): Promise<void> {
    await this.deps.erasures.updateOne({ _id }, { $setOnInsert: begun }, { upsert: true });
  }

  /** May be repeated. */
  private async carryOut(erasure: Erasure): Promise<void> {
    const { _id, startedAt } = erasure;
    const user = await this.deps.rows.findById(_id).lean();
    if (user && !user.deletedAt && !(await this.markGone(user, startedAt)))
      return this.carryOut(erasure);
    await this.deps.sessions.endAll(_id);
    await Promise.all(this.deps.others.map((erase) => erase(_id)));
    await this.deps.twoFactor.forget(_id);
    if (user?.email) {
      await this.deps.codes.forget(user.email);
      await this.deps.pending.forget(user.email);
    }
    if (!user || user.confirmedAt) await this.leaveTombstone(erasure);
    // Once more: a login may have been under way.
    await this.deps.sessions.endAll(_id);
  }

  /** False: it has changed meanwhile, and is to be read again. */
  private async markGone(user: User, deletedAt: Date): Promise<boolean> {
    // Made a super admin since the erasing began: another one must be left.
    const ceased =
      user.role === Role.SUPER_ADMIN
        ? await this.deps.changes.apply(user, { role: Role.USER })
        : user;
    if (!ceased) return false;
    // Still confirmed: else a sign-up with the address would take the row over.
    const gone = { $set: { deletedAt, epoch: newEpoch() }, $unset: { nameKeys: 1 } };
    return (await this.deps.rows.updateOne(asRead(ceased), gone)).matchedCount === 1;
  }

  /**
   * Not one update: SecantusDB frees a unique value of an inserted row only with the row. Whoever
   * looks in between finds nobody, and shows a tombstone all the same.
   */
  private async leaveTombstone({ _id, createdAt, startedAt }: Erasure): Promise<void> {
    await this.deps.rows.deleteOne({ _id });
    const { name, role, provider } = tombstoneOf(_id);
    const row = { _id, name, role, provider, createdAt, deletedAt: startedAt };
    await this.deps.rows.create({ ...row, epoch: newEpoch() });
  }

  private async prove(viewer: Viewer, password: string | null): Promise<User> {
    if (password !== null) return this.deps.reauthentication.byPassword(viewer.userId, password);
    if (await this.deps.reauthentication.hasPassword(viewer.userId))
      throw badInput("password", "The password is missing: give it to confirm who you are.");
    await this.deps.reauthentication.byRecentLogin(viewer);
    const user = await this.deps.users.find(viewer.userId);
    if (!user) throw new AppError(ErrorCode.UNAUTHENTICATED, "This account no longer exists.");
    return user;
  }
}
