import type { Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import { checkAll } from "../../platform/core/input-failures.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";

const REASON_MAX_CHARS = 500;
const MAX_TRIES = 20;
const RANK = { [Role.USER]: 0, [Role.ADMIN]: 1, [Role.SUPER_ADMIN]: 2 } as const;

export interface Suspension {
  readonly reason: string;
  /** Null: without end. */
  readonly until: Date | null;
}

export interface AdministrationDependencies {
  readonly users: UserService;
  readonly changes: CredentialChangeService;
  readonly audit: AuditService;
}

/** What administrators may do to accounts below their own rank. Every act leaves a row in the audit. */
export class AdministrationService {
  constructor(private readonly deps: AdministrationDependencies) {}

  /** FORBIDDEN for whoever is of a lower rank, which is noted. */
  async require(by: Viewer, needed: Role): Promise<void> {
    if (RANK[by.role] < RANK[needed]) throw await this.refusal(by, null, needed);
  }

  async suspend(by: Viewer, userId: string, { reason, until }: Suspension): Promise<User> {
    await this.below(by, Role.ADMIN, userId);
    await checkAll(
      () => checkReason(reason),
      () => {
        if (until && until <= new Date()) throw badInput("until", "That time has passed.");
      },
    );
    const change = { suspendedAt: new Date(), suspendedUntil: until };
    return this.act(by, Role.ADMIN, userId, async (user) => {
      if (!(await this.deps.changes.apply(user, change))) return false;
      await this.record(by, AuditEvent.SUSPENDED, user, reason);
      return true;
    });
  }

  async unsuspend(by: Viewer, userId: string): Promise<User> {
    const change = { suspendedAt: null, suspendedUntil: null };
    return this.act(by, Role.ADMIN, userId, async (user) => {
      if (!(await this.deps.changes.apply(user, change))) return false;
      await this.record(by, AuditEvent.UNSUSPENDED, user, null);
      return true;
    });
  }

  /** The person logs in again, so that tokens of the old role end with it. */
  async setRole(by: Viewer, userId: string, role: Role): Promise<User> {
    return this.act(by, Role.SUPER_ADMIN, userId, async (user) => {
      if (!(await this.deps.changes.apply(user, { role }))) return false;
      await this.record(by, AuditEvent.ROLE_SET, user, role);
      return true;
    });
  }

  /** Logins, challenges and codes that are under way end with the sessions. */
  async endSessions(by: Viewer, userId: string): Promise<User> {
    return this.act(by, Role.ADMIN, userId, async (user) => {
      if (!(await this.deps.changes.apply(user, {}))) return false;
      await this.record(by, AuditEvent.SESSIONS_ENDED, user, null);
      return true;
    });
  }

  /** Again, with the rights looked at anew, where the account changed in between. */
  private async act(
    by: Viewer,
    needed: Role,
    userId: string,
    change: (user: User) => Promise<boolean>,
  ): Promise<User> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const user = await this.below(by, needed, userId);
      if (await change(user)) return user;
    }
    throw new AppError(
      ErrorCode.CONFLICT,
      "The account was changed several times at once: try again.",
    );
  }

  /** FORBIDDEN for whoever is of a lower rank than `needed`, or not above the other person. */
  private async below(by: Viewer, needed: Role, userId: string): Promise<User> {
    await this.require(by, needed);
    const user = await this.deps.users.requirePerson(userId);
    if (user._id.equals(by.userId))
      throw badInput("userId", "You cannot do that to your own account.");
    const above = by.role === Role.SUPER_ADMIN || RANK[by.role] > RANK[user.role];
    if (!above) throw await this.refusal(by, user._id);
    return user;
  }

  private async refusal(
    by: Viewer,
    subjectId: Types.ObjectId | null,
    needed = Role.USER,
  ): Promise<AppError> {
    const event = AuditEvent.ADMIN_REFUSED;
    await this.deps.audit.record({ event, actorId: by.userId, subjectId });
    const account = by.role === Role.USER ? await this.deps.users.find(by.userId) : null;
    if (account && account.role !== Role.USER && RANK[account.role] >= RANK[needed])
      return new AppError(
        ErrorCode.FORBIDDEN,
        "Administration needs two-factor login: turn it on, then log in again.",
      );
    return new AppError(ErrorCode.FORBIDDEN, "Your role does not permit this.");
  }

  private record(by: Viewer, event: AuditEvent, user: User, detail: string | null): Promise<void> {
    return this.deps.audit.record({ event, actorId: by.userId, subjectId: user._id, detail });
  }
}

function checkReason(reason: string): void {
  if (!reason.isWellFormed() || reason.trim() === "" || reason.length > REASON_MAX_CHARS)
    throw badInput("reason", `A reason has 1 to ${REASON_MAX_CHARS} characters.`, {
      limit: REASON_MAX_CHARS,
    });
}
