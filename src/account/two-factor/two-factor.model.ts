import { prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** The second factor of an account; `_id` is the user's. Whether it counts, the account says. */
export class TwoFactor {
  @prop({ type: () => Types.ObjectId, required: true })
  readonly _id!: Types.ObjectId;

  /** Sealed: see Vault. */
  @prop({ type: () => String, required: true })
  secret!: string;

  /** Null until a first code from the app came back: from then on it is not replaced. */
  @prop({ type: () => Date })
  enabledAt!: Date | null;

  /** The time step of the last code that was taken: it and those before are spent. */
  @prop({ type: () => Number })
  lastStep!: number | null;

  /** Keyed hashes of the recovery codes that are left. */
  @prop({ type: () => [String], required: true })
  recoveryHashes!: string[];
}
