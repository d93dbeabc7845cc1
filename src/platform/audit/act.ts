import type { Types } from "mongoose";
import type { AuditEvent } from "./audit.model.js";

/** What is recorded: who did what to whom. */
export interface Act {
  readonly event: AuditEvent;
  readonly actorId?: Types.ObjectId | null;
  readonly subjectId?: Types.ObjectId | null;
  readonly ipAddress?: string | null;
  readonly detail?: string | null;
}
