import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

export enum CodePurpose {
  CONFIRM_EMAIL = "CONFIRM_EMAIL",
}

/** One live code for each purpose and address: a new one takes the place of the old. */
@index({ email: 1, purpose: 1 }, { unique: true })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class Code {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  email!: string;

  @prop({ type: () => String, enum: CodePurpose, required: true })
  purpose!: CodePurpose;

  /** Drawn anew with each code and part of what is hashed. */
  @prop({ type: () => String, required: true })
  salt!: string;

  @prop({ type: () => String, required: true })
  hash!: string;

  /** Counted before comparing, so that parallel guesses cannot share one try. */
  @prop({ type: () => Number, required: true })
  attempts!: number;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;

  @prop({ type: () => Date, required: true })
  resendAfter!: Date;
}
