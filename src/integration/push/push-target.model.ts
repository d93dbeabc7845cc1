import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { PushKind, PushPayload } from "../../platform/core/push.js";

/** Where a device is reached that sleeps: of one session, and worth nothing without it. */
@index({ userId: 1 })
@index({ sessionId: 1, kind: 1 }, { unique: true })
@index({ addressHash: 1 }, { unique: true })
export class PushTargetRow {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  sessionId!: Types.ObjectId;

  @prop({ type: () => String, enum: PushKind, required: true })
  kind!: PushKind;

  @prop({ type: () => String, enum: PushPayload, required: true })
  payload!: PushPayload;

  /** One device is reached in one way, whoever is signed in on it. */
  @prop({ type: () => String, required: true })
  addressHash!: string;

  /** Sealed: whoever knows it can write to the device. */
  @prop({ type: () => String, required: true })
  address!: string;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @prop({ type: () => Date })
  lastSentAt?: Date | null;

  @prop({ type: () => String })
  lastError?: string | null;
}
