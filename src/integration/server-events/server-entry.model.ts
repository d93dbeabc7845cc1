import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { ServerEventType } from "./server-event-type.model.js";

/**
 * One entry of the server's log: that something was written in a conversation, and nothing of what
 * it says. At position 0 stands none, but how far back the log is kept.
 */
@index({ conversationId: 1, revision: 1 }, { unique: true })
export class ServerEntry {
  /** Its position: 1, 2, 3, … over all conversations. */
  @prop({ type: () => Number, required: true })
  _id!: number;

  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  @prop({ type: () => Number, required: true })
  revision!: number;

  @prop({ type: () => Types.ObjectId, required: true })
  messageId!: Types.ObjectId;

  /** What it was when it came in here: the message may have changed since. */
  @prop({ type: () => String, enum: ServerEventType, required: true })
  type!: ServerEventType;

  @prop({ type: () => Date, required: true })
  writtenAt!: Date;

  /** When it came in here, by the database's clock. */
  @prop({ type: () => Date, required: true })
  at!: Date;

  /** At position 0 alone: what came up to there is not kept any longer. */
  @prop({ type: () => Number })
  gone?: number;
}

/** What comes into the log; its place there is what the log gives it. */
export type NewServerEntry = Omit<ServerEntry, "_id" | "at" | "gone">;
