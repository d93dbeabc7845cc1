import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** Which pair of secrets signs the session's tokens. */
export type RealmName = "user" | "admin";

/** One device of one person. Its refresh token is stored hashed and replaced at each use. */
@index({ userId: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class Session {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  realm!: RealmName;

  @prop({ type: () => String })
  device?: string | null;

  @prop({ type: () => String })
  ipAddress?: string | null;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @prop({ type: () => Date, required: true })
  lastUsedAt!: Date;

  /** Slides with every refresh, never beyond `endsAt`. */
  @prop({ type: () => Date, required: true })
  expiresAt!: Date;

  @prop({ type: () => Date, required: true })
  endsAt!: Date;

  @prop({ type: () => String, required: true })
  refreshHash!: string;

  /** The token before the current one: it alone is answered again, for a lost response. */
  @prop({ type: () => String })
  previousHash?: string | null;

  @prop({ type: () => Date })
  rotatedAt?: Date | null;
}
