import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { OpenedBy } from "../sessions/opened-by.model.js";

/** A login whose password was right and whose second factor is still to come. */
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class Challenge {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** Of the account when the password was right: in the next one the challenge is over. */
  @prop({ type: () => String, required: true })
  epoch!: string;

  @prop({ type: () => String, required: true })
  tokenHash!: string;

  /** A hash of what a passkey of the account would sign; null: there is none. */
  @prop({ type: () => String })
  passkeyHash!: string | null;

  @prop({ type: () => String })
  device!: string | null;

  /** The login at a provider that was the first factor; null: there was another. */
  @prop({ type: () => OpenedBy, _id: false })
  openedBy?: OpenedBy | null;

  @prop({ type: () => Number, required: true })
  attempts!: number;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;
}
