import { prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** The second factor of an account; `_id` is the user's. Whether it counts, the account says. */
export class TwoFactor {
  @prop({ type: () => Types.ObjectId, required: true })
  readonly _id!: Types.ObjectId;

  /** Sealed: see Vault. Null: there is no app, and passkeys take its place. */
  @prop({ type: () => String })
  secret!: string | null;

  /** Null until it was shown once, by a code from the app or a passkey: from then on it is not replaced. */
  @prop({ type: () => Date })
  enabledAt!: Date | null;

  /** The time step of the last code that was taken: it and those before are spent. */
  @prop({ type: () => Number })
  lastStep!: number | null;

  /** Keyed hashes of the recovery codes that are left. */
  @prop({ type: () => [String], required: true })
  recoveryHashes!: string[];
}
