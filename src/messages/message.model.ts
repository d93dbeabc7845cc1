import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../graphql/node.js";

export enum MessageKind {
  USER = "USER",
  SYSTEM = "SYSTEM",
}
registerEnumType(MessageKind, { name: "MessageKind" });

/**
 * One entry of a conversation's log, which is also the event log. The unique indexes hand out
 * the positions: whoever inserts at head + 1 and is refused reads the head again.
 */
@ObjectType({ implements: Node, simpleResolvers: true })
@index({ conversationId: 1, seq: 1 }, { unique: true })
@index({ conversationId: 1, revisions: 1 }, { unique: true })
@index({ conversationId: 1, revision: 1 })
@index(
  { senderId: 1, clientMessageId: 1 },
  { unique: true, partialFilterExpression: { clientMessageId: { $type: "string" } } },
)
export class Message extends Node {
  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  @Field(() => Int, { description: "1, 2, 3, … within the conversation, without a hole." })
  @prop({ type: () => Number, required: true })
  seq!: number;

  @Field(() => Int, {
    description: "The conversation's revision of the latest change; the greater one is newer.",
  })
  @prop({ type: () => Number, required: true })
  revision!: number;

  @prop({ type: () => Number, required: true })
  createdRevision!: number;

  /**
   * Every revision that this message has had. A revision that a later change left behind stays
   * taken by this index; without it, a writer with an old head could be given it a second time.
   */
  @prop({ type: () => [Number], required: true })
  revisions!: number[];

  /** How many USER messages the conversation has up to here: unread counts are differences of it. */
  @prop({ type: () => Number, required: true })
  ordinal!: number;

  @Field(() => MessageKind)
  @prop({ type: () => String, enum: MessageKind, required: true })
  kind!: MessageKind;

  @prop({ type: () => Types.ObjectId })
  senderId!: Types.ObjectId | null;

  @prop({ type: () => String })
  clientMessageId?: string;

  @Field(() => String, { nullable: true, description: "Null once deleted." })
  @prop({ type: () => String })
  body!: string | null;

  @Field(() => Date)
  @prop({ type: () => Date, required: true })
  createdAt!: Date;
}
