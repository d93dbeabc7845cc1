import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { SessionService } from "../sessions/session.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { CredentialChangeService } from "./credential-change.service.js";

export interface SessionEndingDependencies {
  readonly sessions: SessionService;
  readonly changes: CredentialChangeService;
  readonly reauthentication: Reauthentication;
  readonly audit: AuditService;
}

/** How somebody signs out elsewhere: a stolen token alone must not put the owner out. */
export class SessionEndingService {
  constructor(private readonly deps: SessionEndingDependencies) {}

  /** NOT_FOUND for an unknown session and for one of somebody else. */
  async revoke(viewer: Viewer, id: string, password: string | null): Promise<void> {
    if (!viewer.sessionId.equals(parseId(id, "session"))) await this.prove(viewer, password);
    await this.deps.sessions.revoke(viewer.userId, id);
  }

  async revokeOthers(viewer: Viewer, password: string | null): Promise<void> {
    const { userId, sessionId } = viewer;
    await this.prove(viewer, password);
    if (!(await this.deps.changes.force(userId, {}, sessionId)))
      throw new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
    const ids = { actorId: userId, subjectId: userId };
    await this.deps.audit.record({ event: AuditEvent.SESSIONS_ENDED, ...ids });
  }

  private async prove(viewer: Viewer, password: string | null): Promise<void> {
    if (password === null) await this.deps.reauthentication.byRecentLogin(viewer);
    else await this.deps.reauthentication.byPassword(viewer.userId, password);
  }
}
