import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

export enum OutboxState {
  WAITING = "WAITING",
  SENT = "SENT",
  /** Refused, too old, or tried too often. */
  DEAD = "DEAD",
}

const KEEP_SECONDS = 7 * 86_400;

/** A mail that has been promised. Ended rows stay for a week, so that no cause is mailed twice. */
@index({ key: 1 }, { unique: true })
@index({ state: 1, dueAt: 1 })
@index({ endedAt: 1 }, { expireAfterSeconds: KEEP_SECONDS })
export class OutboxMail {
  readonly _id!: Types.ObjectId;

  /** Names the cause: a second row for it is refused. */
  @prop({ type: () => String, required: true })
  key!: string;

  @prop({ type: () => String, enum: OutboxState, required: true })
  state!: OutboxState;

  /** When it is tried next. Who tries it moves this ahead first: that is the lease. */
  @prop({ type: () => Date, required: true })
  dueAt!: Date;

  @prop({ type: () => Number, required: true })
  attempts!: number;

  /** Recipient, template and data, encrypted; gone once the row has ended. */
  @prop({ type: () => String })
  payload?: string | null;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  /** From then on the mail would be of no use. */
  @prop({ type: () => Date, required: true })
  expiresAt!: Date;

  @prop({ type: () => Date })
  endedAt?: Date | null;

  /** The last failure, as its code or name alone: answers of servers repeat addresses. */
  @prop({ type: () => String })
  lastError?: string | null;
}
