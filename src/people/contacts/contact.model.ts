import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** One document for each two people who have ever had to do with one another. */
@index({ pair: 1 }, { unique: true })
@index({ userIds: 1 })
@index({ apart: 1 })
export class ContactRecord {
  readonly _id!: Types.ObjectId;

  /** Both ids in hex, sorted: the unique index keeps the pair one document. */
  @prop({ type: () => String, required: true })
  pair!: string;

  @prop({ type: () => [Types.ObjectId], required: true })
  userIds!: Types.ObjectId[];

  /** Grows with every change, so that of two acts at once the second sees the first. */
  @prop({ type: () => Number, required: true })
  version!: number;

  @prop({ type: () => Types.ObjectId })
  requestedBy!: Types.ObjectId | null;

  @prop({ type: () => Date })
  since!: Date | null;

  @prop({ type: () => [Types.ObjectId], required: true })
  blockedBy!: Types.ObjectId[];

  /** The blocked pair: both of them while anybody has blocked the other, by which those with blocks are found. */
  @prop({ type: () => [Types.ObjectId], required: true })
  apart!: Types.ObjectId[];
}

export function pairOf(a: Types.ObjectId, b: Types.ObjectId): string {
  return [a.toHexString(), b.toHexString()].sort().join(":");
}
