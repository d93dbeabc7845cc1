import { prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** A super admin in an epoch of the account: it counts while that epoch lasts. */
export class RosterEntry {
  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  epoch!: string;
}

/** There is one: who the super admins are. Each write raises its version. */
export class SuperAdminRoster {
  @prop({ type: () => String, required: true })
  readonly _id!: string;

  @prop({ type: () => Number, required: true })
  version!: number;

  @prop({ type: () => [RosterEntry], _id: false, required: true })
  entries!: RosterEntry[];
}
