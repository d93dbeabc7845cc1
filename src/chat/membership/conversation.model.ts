import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";

export enum ConversationKind {
  DIRECT = "DIRECT",
  GROUP = "GROUP",
}
registerEnumType(ConversationKind, {
  name: "ConversationKind",
  description: "How many may be in it.",
  valuesConfig: {
    DIRECT: { description: "Two people, and always the same two." },
    GROUP: { description: "Up to 512 members, who come and go." },
  },
});

/** What a direct conversation is found by. */
export function directKeyOf(pair: readonly Types.ObjectId[]): string {
  return pair
    .map((id) => id.toHexString())
    .sort()
    .join(":");
}

export function pairOf(directKey: string): Types.ObjectId[] {
  return directKey.split(":").map((hex) => new Types.ObjectId(hex));
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "Two people, or a group, and the log of what they wrote.",
})
@index({ directKey: 1 }, { unique: true, partialFilterExpression: { directKey: { $gt: "" } } })
@index(
  { creatorId: 1, clientConversationId: 1 },
  { unique: true, partialFilterExpression: { clientConversationId: { $gt: "" } } },
)
@index({ externalId: 1 }, { unique: true, partialFilterExpression: { externalId: { $gt: "" } } })
@index({ lastMessageAt: 1 })
@index({ newsAt: 1 })
export class Conversation extends Node {
  @Field(() => ConversationKind, { description: "It never changes." })
  @prop({ type: () => String, enum: ConversationKind, required: true })
  kind!: ConversationKind;

  @Field(() => String, { nullable: true, description: "Null for a direct conversation." })
  @prop({ type: () => String })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "What a group is about." })
  @prop({ type: () => String })
  description?: string | null;

  @prop({ type: () => Types.ObjectId })
  avatarId?: Types.ObjectId | null;

  @Field(() => Date, { description: "When it was opened." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description: "The app's own id of it, as `ensureConversation` was given it; null: it has none.",
  })
  @prop({ type: () => String })
  externalId?: string;

  /** Of an app's own, as the text of its JSON. */
  @prop({ type: () => String })
  metadata?: string | null;

  /** How often that was changed. */
  @prop({ type: () => Number })
  metadataRevision?: number;

  /** Both user ids, sorted: the unique index makes the direct conversation of a pair one. */
  @prop({ type: () => String })
  directKey?: string;

  @prop({ type: () => Types.ObjectId })
  creatorId?: Types.ObjectId;

  /** Chosen by the creator's client: the unique index makes a repeated creation one group. */
  @prop({ type: () => String })
  clientConversationId?: string;

  /** For whom a group was made: repeated for others it is not the same one. */
  @prop({ type: () => String })
  wanted?: string;

  /** The log entry that gave the name: an older one comes too late to change it. */
  @prop({ type: () => Number, default: 0 })
  namedSeq!: number;

  /**
   * Written behind the log and never ahead of it: a checkpoint from which the true head is a short
   * read. All that the log says up to here is part of the membership rows.
   */
  @prop({ type: () => Number, default: 0 })
  lastSeq!: number;

  @prop({ type: () => Number, default: 0 })
  revision!: number;

  @prop({ type: () => Date })
  lastMessageAt?: Date | null;

  /** When that was last written, by the database's clock: followers find by it what is new to them. */
  @prop({ type: () => Date })
  newsAt?: Date;
}
