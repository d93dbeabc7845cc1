import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

export enum AuditEvent {
  LOGIN = "LOGIN",
  LOGIN_FAILED = "LOGIN_FAILED",
  LOGIN_FLOOD = "LOGIN_FLOOD",
  REFRESH_REUSED = "REFRESH_REUSED",
  SESSIONS_ENDED = "SESSIONS_ENDED",
  PASSWORD_CHANGED = "PASSWORD_CHANGED",
  PASSWORD_RESET = "PASSWORD_RESET",
  PHONE_CHANGED = "PHONE_CHANGED",
  GOOGLE_LINKED = "GOOGLE_LINKED",
  TWO_FACTOR_ENABLED = "TWO_FACTOR_ENABLED",
  TWO_FACTOR_DISABLED = "TWO_FACTOR_DISABLED",
  RECOVERY_CODE_USED = "RECOVERY_CODE_USED",
  PASSKEY_ADDED = "PASSKEY_ADDED",
  PASSKEY_REMOVED = "PASSKEY_REMOVED",
  ROLE_SET = "ROLE_SET",
  SUSPENDED = "SUSPENDED",
  UNSUSPENDED = "UNSUSPENDED",
  ACCOUNT_DELETED = "ACCOUNT_DELETED",
  ADMIN_REFUSED = "ADMIN_REFUSED",
  SERVICE_KEY_CREATED = "SERVICE_KEY_CREATED",
  SERVICE_KEY_REVOKED = "SERVICE_KEY_REVOKED",
  SERVICE_ACT = "SERVICE_ACT",
  DEACTIVATED = "DEACTIVATED",
  REACTIVATED = "REACTIVATED",
  EXPORT_REQUESTED = "EXPORT_REQUESTED",
  EXPORT_DOWNLOADED = "EXPORT_DOWNLOADED",
}

/** One act. Rows are only added; each carries a keyed hash over itself and the one before. */
@index({ seq: 1 }, { unique: true })
@index({ subjectId: 1 })
export class AuditEntry {
  readonly _id!: Types.ObjectId;

  /** 1, 2, 3, …: the unique index hands it out, so that no row can be left out unseen. */
  @prop({ type: () => Number, required: true })
  seq!: number;

  @prop({ type: () => Date, required: true })
  at!: Date;

  @prop({ type: () => String, enum: AuditEvent, required: true })
  event!: AuditEvent;

  /** Who did it; null for somebody who is not signed in, or for the server itself. */
  @prop({ type: () => Types.ObjectId })
  actorId!: Types.ObjectId | null;

  /** Whom it was done to. */
  @prop({ type: () => Types.ObjectId })
  subjectId!: Types.ObjectId | null;

  @prop({ type: () => String })
  ipAddress!: string | null;

  /** A word on the act, such as the new role. Never a secret, an address or a number. */
  @prop({ type: () => String })
  detail!: string | null;

  /** The service key by which it was done, and what that key was called. */
  @prop({ type: () => Types.ObjectId })
  keyId?: Types.ObjectId | null;

  @prop({ type: () => String })
  keyName?: string | null;

  @prop({ type: () => String, required: true })
  hash!: string;
}
