import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { registerEnumType } from "type-graphql";

export enum MemberRole {
  OWNER = "OWNER",
  ADMIN = "ADMIN",
  MEMBER = "MEMBER",
}
registerEnumType(MemberRole, { name: "MemberRole" });

@index({ conversationId: 1, userId: 1 }, { unique: true })
@index({ userId: 1, leftAt: 1 })
export class Membership {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => String, enum: MemberRole, required: true })
  role!: MemberRole;

  @prop({ type: () => Date, required: true })
  joinedAt!: Date;

  /** The first position that this member may read. */
  @prop({ type: () => Number, required: true })
  joinedSeq!: number;

  /** Set when the member left or was removed; such a member reads nothing. */
  @prop({ type: () => Date })
  leftAt?: Date | null;
}
