import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

const KEEP_SECONDS = 30 * 86_400;

/**
 * The last digest of one membership, whose id it has: nobody is told twice of the same messages.
 * And the last one of a person, with the person's id: one mail for all conversations.
 */
@index({ sentAt: 1 }, { expireAfterSeconds: KEEP_SECONDS })
export class Digest {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Date, required: true })
  sentAt!: Date;

  /** The newest message that it told of. */
  @prop({ type: () => Number, required: true })
  seq!: number;
}
