import { index, prop } from "@typegoose/typegoose";

/** A token that was shown, for as long as it would be good: on no node it is shown again. */
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class UsedToken {
  /** A hash of whose it is and what names it. */
  @prop({ type: () => String, required: true })
  readonly _id!: string;

  @prop({ type: () => Date, required: true })
  expiresAt!: Date;
}
