import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** What of a person's own has changed; the id beside it says which. */
export enum OwnThing {
  /** Their membership, by the id of its conversation. */
  MEMBERSHIP = "MEMBERSHIP",
  /** That they are in a conversation now. */
  CONVERSATION = "CONVERSATION",
  SETTINGS = "SETTINGS",
  PROFILE = "PROFILE",
  /** What stands between them and another person, by the id of that one. */
  CONTACT = "CONTACT",
  /** That they are asked into a group, by its id. */
  INVITATION = "INVITATION",
  SESSION = "SESSION",
}

/** An entry of a person's own log. It says what to read again, and nothing of what is there. */
@index({ userId: 1, revision: 1 }, { unique: true })
export class ViewerEntry {
  /** Its time is that of the entry. */
  readonly _id!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** 1, 2, 3, … of each person. */
  @prop({ type: () => Number, required: true })
  revision!: number;

  @prop({ type: () => String, enum: OwnThing, required: true })
  thing!: OwnThing;

  @prop({ type: () => Types.ObjectId, required: true })
  entityId!: Types.ObjectId;
}

/** What changes, and whose it is. */
export type OwnChange = Pick<ViewerEntry, "userId" | "thing" | "entityId">;
