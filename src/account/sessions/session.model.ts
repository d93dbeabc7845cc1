import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, ObjectType } from "type-graphql";
import { OpenedBy } from "./opened-by.model.js";
import { Node } from "../../api/graphql/node.js";

/** Whose secrets its tokens are signed with: a role decides it. */
export type RealmName = "user" | "admin";

/** One device of one person. Its refresh token is stored hashed and replaced at each use. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A login that is still good. Only its owner sees it.",
})
@index({ userId: 1 })
@index({ "openedBy.sid": 1 }, { sparse: true })
@index({ "openedBy.subject": 1 }, { sparse: true })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export class Session extends Node {
  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: () => String, required: true })
  realm!: RealmName;

  @Field(() => String, { nullable: true, description: "As the client named it at login." })
  @prop({ type: () => String })
  device?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The name of the service key that opened it; null: a login of the owner's.",
  })
  @prop({ type: () => String })
  issuedBy?: string | null;

  /** Shown as `provider`. */
  @prop({ type: () => OpenedBy, _id: false })
  openedBy?: OpenedBy | null;

  @Field(() => String, { nullable: true, description: "Where the login came from." })
  @prop({ type: () => String })
  ipAddress?: string | null;

  @Field(() => Date, { description: "When the login was." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @Field(() => Date, { description: "When its tokens were last renewed." })
  @prop({ type: () => Date, required: true })
  lastUsedAt!: Date;

  /** Slides with every refresh, never beyond `endsAt`. */
  @Field(() => Date, { description: "When it ends if its tokens are not renewed before." })
  @prop({ type: () => Date, required: true })
  expiresAt!: Date;

  @prop({ type: () => Date, required: true })
  endsAt!: Date;

  /** Of the account: it is over when none of these is the account's. */
  @prop({ type: () => [String], default: undefined })
  epochs?: string[];

  @prop({ type: () => String, required: true })
  refreshHash!: string;

  /** The token before the current one: it alone is answered again, for a lost response. */
  @prop({ type: () => String })
  previousHash?: string | null;

  @prop({ type: () => Date })
  rotatedAt?: Date | null;
}
