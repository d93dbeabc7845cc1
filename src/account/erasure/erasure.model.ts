import { prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";

/**
 * An account whose erasing has begun, which is its id. The row stays until whatever was under way
 * at that moment has ended, so that a crash leaves nothing half erased.
 */
export class Erasure {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Date, required: true })
  startedAt!: Date;

  /** Of the account: its row is away for a moment. */
  @prop({ type: () => Date, required: true })
  createdAt!: Date;
}
