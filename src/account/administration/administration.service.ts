import type { Model, Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { SessionService } from "../sessions/session.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";

const REASON_MAX_CHARS = 500;
const RANK = { [Role.USER]: 0, [Role.ADMIN]: 1, [Role.SUPER_ADMIN]: 2 } as const;

export interface Suspension {
  readonly reason: string;
  /** Null: without end. */
  readonly until: Date | null;
}

export interface AdministrationDependencies {
  readonly rows: Model<User>;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly audit: AuditService;
}

/** What administrators may do to accounts below their own rank. Every act leaves a row in the audit. */
export class AdministrationService {
  constructor(private readonly deps: AdministrationDependencies) {}

  async suspend(by: Viewer, userId: string, { reason, until }: Suspension): Promise<User> {
    const user = await this.below(by, Role.ADMIN, userId);
    if (!reason.isWellFormed() || reason.trim() === "" || reason.length > REASON_MAX_CHARS)
      throw badInput("reason", `A reason has 1 to ${REASON_MAX_CHARS} characters.`, {
        limit: REASON_MAX_CHARS,
      });
    if (until && until <= new Date()) throw badInput("until", "That time has passed.");
    const change = { suspendedAt: new Date(), suspendedUntil: until };
    await this.deps.rows.updateOne({ _id: user._id }, change);
    await this.record(by, AuditEvent.SUSPENDED, user, reason);
    await this.deps.sessions.endAll(user._id);
    return user;
  }

  async unsuspend(by: Viewer, userId: string): Promise<User> {
    const user = await this.below(by, Role.ADMIN, userId);
    await this.deps.rows.updateOne({ _id: user._id }, { suspendedAt: null, suspendedUntil: null });
    await this.record(by, AuditEvent.UNSUSPENDED, user, null);
    return user;
  }

  /** The person logs in again, so that tokens of the old role end with it. */
  async setRole(by: Viewer, userId: string, role: Role): Promise<User> {
    const user = await this.below(by, Role.SUPER_ADMIN, userId);
    await this.deps.rows.updateOne({ _id: user._id }, { role });
    await this.record(by, AuditEvent.ROLE_SET, user, role);
    await this.deps.sessions.endAll(user._id);
    return user;
  }

  /** FORBIDDEN for whoever is of a lower rank than `needed`, or not above the other person. */
  private async below(by: Viewer, needed: Role, userId: string): Promise<User> {
    if (RANK[by.role] < RANK[needed]) throw await this.refusal(by, null);
    const user = await this.deps.users.requirePerson(userId);
    if (user._id.equals(by.userId)) throw badInput("userId", "That is yourself.");
    const above = by.role === Role.SUPER_ADMIN || RANK[by.role] > RANK[user.role];
    if (!above) throw await this.refusal(by, user._id);
    return user;
  }

  private async refusal(by: Viewer, subjectId: Types.ObjectId | null): Promise<AppError> {
    const event = AuditEvent.ADMIN_REFUSED;
    await this.deps.audit.record({ event, actorId: by.userId, subjectId });
    return new AppError(ErrorCode.FORBIDDEN, "That needs more rights than you have.");
  }

  private record(by: Viewer, event: AuditEvent, user: User, detail: string | null): Promise<void> {
    return this.deps.audit.record({ event, actorId: by.userId, subjectId: user._id, detail });
  }
}
