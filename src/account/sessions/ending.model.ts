import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** Word that sessions of a person end now: kept for nodes that hear no hint of it. */
@index({ at: 1 }, { expireAfterSeconds: 3_600 })
export class Ending {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => Date, required: true })
  at!: Date;
}
