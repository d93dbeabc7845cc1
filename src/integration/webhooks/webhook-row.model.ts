import { prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";
import { ServerEventType } from "../server-events/server-event-type.model.js";

/** Where a backend wants to be told. How far it is stands with the followers. */
export class WebhookRow {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  url!: string;

  @prop({ type: () => [String], enum: ServerEventType, required: true })
  types!: ServerEventType[];

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  /** Sealed. */
  @prop({ type: () => String, required: true })
  secret!: string;

  /** The one before, sealed, which signs too until that time. */
  @prop({ type: () => String })
  oldSecret?: string | null;

  @prop({ type: () => Date })
  oldSecretUntil?: Date | null;

  @prop({ type: () => String })
  lastError?: string | null;

  @prop({ type: () => Date })
  lastDeliveredAt?: Date | null;
}
