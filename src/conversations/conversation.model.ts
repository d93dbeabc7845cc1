import { index, prop } from "@typegoose/typegoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../graphql/node.js";

export enum ConversationKind {
  DIRECT = "DIRECT",
  GROUP = "GROUP",
}
registerEnumType(ConversationKind, { name: "ConversationKind" });

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "Two people, or a group, and the log of what they wrote.",
})
@index(
  { directKey: 1 },
  { unique: true, partialFilterExpression: { directKey: { $type: "string" } } },
)
export class Conversation extends Node {
  @Field(() => ConversationKind)
  @prop({ type: () => String, enum: ConversationKind, required: true })
  kind!: ConversationKind;

  @Field(() => String, { nullable: true, description: "Null for a direct conversation." })
  @prop({ type: () => String })
  name?: string | null;

  @Field(() => Date)
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  /** Both user ids, sorted: the unique index makes the direct conversation of a pair one. */
  @prop({ type: () => String })
  directKey?: string;

  /**
   * Written behind the log and never ahead of it: a floor from which the true head is a short
   * read. Whoever finds it stale reads on in the log.
   */
  @prop({ type: () => Number, default: 0 })
  lastSeq!: number;

  @prop({ type: () => Number, default: 0 })
  revision!: number;

  @prop({ type: () => Date })
  lastMessageAt?: Date | null;
}
