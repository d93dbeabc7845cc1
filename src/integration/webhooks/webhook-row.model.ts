import { prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";
import { ServerEventType } from "../server-events/server-event-type.model.js";

/** A secret that was replaced: it signs too until that time. */
export class OldSecret {
  @prop({ type: () => String, required: true })
  sealed!: string;

  @prop({ type: () => Date, required: true })
  until!: Date;
}

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

  /** The newest last. */
  @prop({ type: () => [OldSecret], _id: false })
  oldSecrets?: OldSecret[];

  @prop({ type: () => String })
  lastError?: string | null;

  @prop({ type: () => Date })
  lastDeliveredAt?: Date | null;
}
