import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

export enum CodePurpose {
  CONFIRM_EMAIL = "CONFIRM_EMAIL",
  RESET_PASSWORD = "RESET_PASSWORD",
}

/**
 * The live code of a purpose and address, and when others were sent: a new one takes the place of
 * the old. Rows are made for unknown addresses too, so that known ones are treated no differently.
 */
@index({ email: 1, purpose: 1 }, { unique: true })
@index({ forgetAt: 1 }, { expireAfterSeconds: 0 })
export class Code {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  email!: string;

  @prop({ type: () => String, enum: CodePurpose, required: true })
  purpose!: CodePurpose;

  /** Drawn anew with each code and part of what is hashed. */
  @prop({ type: () => String, required: true })
  salt!: string;

  /** Null once the code was used. */
  @prop({ type: () => String })
  hash!: string | null;

  /** Of the account when it was asked for: whoever uses the code compares it. */
  @prop({ type: () => String })
  epoch?: string | null;

  /** Counted before comparing, so that parallel guesses cannot share one try. */
  @prop({ type: () => Number, required: true })
  attempts!: number;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;

  /** When the codes of the last day were made, oldest first. */
  @prop({ type: () => [Date], required: true })
  issuedAt!: Date[];

  /** How many of them died of wrong guesses. */
  @prop({ type: () => Number, required: true })
  exhausted!: number;

  @prop({ type: () => Date, required: true })
  forgetAt!: Date;
}
