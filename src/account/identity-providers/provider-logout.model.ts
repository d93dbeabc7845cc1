import { index, prop } from "@typegoose/typegoose";

/** Word of a provider that somebody has logged out: for tokens from before, wherever they are shown. */
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class ProviderLogout {
  /** A hash of the provider, and of one login or of a person. */
  @prop({ type: () => String, required: true })
  readonly _id!: string;

  /** By the provider's clock. */
  @prop({ type: () => Date, required: true })
  at!: Date;

  /** When no token from before is good any longer. */
  @prop({ type: () => Date, required: true })
  expiresAt!: Date;
}
