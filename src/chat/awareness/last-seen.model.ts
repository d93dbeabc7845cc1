import { prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

/** When somebody was last connected. Its _id is the user's. */
export class LastSeen {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Date, required: true })
  at!: Date;
}
