import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";
import { Gender } from "../../people/users/user.model.js";

/**
 * A sign-up that waits for its code. Anybody may sign up with any address, so that one address has
 * as many of them as people tried: the code proves the address, and the token or the password says
 * whose sign-up it is. Rows are made for addresses with an account too: their code is never mailed.
 */
@index({ email: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class PendingSignup {
  /** Becomes the id of the account. */
  readonly _id!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  email!: string;

  @prop({ type: () => String, required: true })
  tokenHash!: string;

  @prop({ type: () => String, required: true })
  name!: string;

  @prop({ type: () => String, required: true })
  passwordHash!: string;

  @prop({ type: () => String, enum: Gender, required: true })
  gender!: Gender;

  /** E.164, sealed. Claimed with the confirmation, unless somebody has it by then. */
  @prop({ type: () => String })
  phone?: string | null;

  /** Of the code that was mailed for this sign-up; null while none was. */
  @prop({ type: () => String })
  codeSalt?: string | null;

  @prop({ type: () => String })
  codeHash?: string | null;

  @prop({ type: () => Date })
  codeExpiresAt?: Date | null;

  /** Guesses at that code, counted before comparing. */
  @prop({ type: () => Number, required: true })
  attempts!: number;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;
}
