import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** What an authenticator was asked to sign. It is in the database, as any node may be answered. */
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class PasskeyChallenge {
  /** A hash of it. */
  @prop({ type: () => String, required: true })
  readonly _id!: string;

  /** Who adds or shows a passkey; null: for the login of whoever has one. */
  @prop({ type: () => Types.ObjectId })
  userId!: Types.ObjectId | null;

  /** Of that account when it was asked: in the next one the challenge is over. */
  @prop({ type: () => String })
  epoch!: string | null;

  /** Whether it only shows who is signed in: nobody gave a password for it, and it adds nothing. */
  @prop({ type: () => Boolean })
  proves?: boolean;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;
}
