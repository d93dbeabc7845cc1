import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** That somebody removes it. */
export class PasskeyRemoval {
  @prop({ type: () => Types.ObjectId, required: true })
  by!: Types.ObjectId;

  @prop({ type: () => Date, required: true })
  at!: Date;
}

/** One of the passkeys of an account: only its public half, so that it is no secret. */
@index({ credentialId: 1 }, { unique: true })
@index({ userId: 1 })
export class Passkey {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** As the authenticator named it; base64url, as all bytes here. */
  @prop({ type: () => String, required: true })
  credentialId!: string;

  /** A COSE key. */
  @prop({ type: () => String, required: true })
  publicKey!: string;

  /** How often the authenticator says that it was used. Those that are synchronised do not count: 0. */
  @prop({ type: () => Number, required: true })
  counter!: number;

  /** How a browser reaches the authenticator. */
  @prop({ type: () => [String], required: true })
  transports!: string[];

  /** Whether it is kept elsewhere as well, and outlives the device. */
  @prop({ type: () => Boolean, required: true })
  backedUp!: boolean;

  @prop({ type: () => String, required: true })
  name!: string;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @prop({ type: () => Date })
  lastUsedAt!: Date | null;

  /**
   * While there is one nobody enters by it; the row goes once the account is in its next epoch. Each
   * attempt to remove it has its own: one that is refused takes back no more than that.
   */
  @prop({ type: () => [PasskeyRemoval], required: true, _id: false })
  removals!: PasskeyRemoval[];
}

/** The filter of those that are not being removed. */
export const USABLE = { "removals.0": { $exists: false } } as const;
