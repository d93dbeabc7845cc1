import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

export enum InvitationState {
  PENDING = "PENDING",
  /** On the way into the log, which says whether they got there. */
  ACCEPTED = "ACCEPTED",
  DECLINED = "DECLINED",
}

/** That somebody is asked into a group. One for each person and group, of the latest asking. */
@index({ conversationId: 1, userId: 1 }, { unique: true })
@index({ userId: 1, state: 1, _id: 1 })
export class Invitation {
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  inviterId!: Types.ObjectId;

  @prop({ type: () => String, enum: InvitationState, required: true })
  state!: InvitationState;

  /**
   * The latest entry of the log about that person when they were asked; 0: none. Another one since
   * makes the invitation void: whatever else is remembered, it brings nobody back.
   */
  @prop({ type: () => Number, required: true })
  afterSeq!: number;

  /** Grows with every change, so that of two at once the second sees the first. */
  @prop({ type: () => Number, required: true })
  version!: number;

  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @prop({ type: () => Date })
  answeredAt?: Date | null;
}
