import { index, modelOptions, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { SystemEvent } from "./system-event.model.js";

export enum MessageKind {
  USER = "USER",
  SYSTEM = "SYSTEM",
}
registerEnumType(MessageKind, {
  name: "MessageKind",
  description: "Who speaks.",
  valuesConfig: {
    USER: { description: "A person." },
    SYSTEM: { description: "The log itself, of what happened in a group." },
  },
});

export enum MessageChange {
  CREATED = "CREATED",
  EDITED = "EDITED",
  DELETED = "DELETED",
  REACTIONS = "REACTIONS",
  PINNED = "PINNED",
  METADATA = "METADATA",
}
registerEnumType(MessageChange, {
  name: "MessageChange",
  description: "What happened to a message; PINNED also stands for unpinned.",
  valuesConfig: {
    CREATED: { description: "It is new to whoever reads this." },
    EDITED: { description: "Another body, or other mentions." },
    DELETED: { description: "Body, attachments, mentions, reactions and metadata are gone." },
    REACTIONS: { description: "Somebody reacted, or took it back." },
    PINNED: { description: "Pinned or unpinned: `pinnedAt` tells." },
    METADATA: { description: "The app's own data: no edit, so `editedAt` stays." },
  },
});

/** Who reacted with one emoji, in the order in which they did. */
@modelOptions({ schemaOptions: { _id: false } })
export class Reaction {
  @prop({ type: () => String, required: true })
  readonly emoji!: string;

  @prop({ type: () => [Types.ObjectId], required: true })
  readonly userIds!: readonly Types.ObjectId[];
}

/** Below every id and date: an index with it holds only the messages that have the field. */
const ANY_ID = { $gt: new Types.ObjectId("000000000000000000000000") };
export const EVER = { $gt: new Date(0) };

/**
 * One entry of a conversation's log, which is also the event log. The unique indexes hand out
 * the positions: whoever inserts at head + 1 and is refused reads the head again. Every index
 * begins with the conversation, by which the collection can be sharded.
 */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "An entry of a conversation's log.",
})
@index({ conversationId: 1, seq: 1 }, { unique: true })
@index({ conversationId: 1, revisions: 1 }, { unique: true })
@index({ conversationId: 1, revision: 1 })
@index(
  { conversationId: 1, senderId: 1, clientMessageId: 1 },
  { unique: true, partialFilterExpression: { clientMessageId: { $gt: "" } } },
)
@index(
  { conversationId: 1, replyToId: 1, seq: 1 },
  { partialFilterExpression: { replyToId: ANY_ID } },
)
@index(
  { conversationId: 1, mentionIds: 1, seq: 1 },
  { partialFilterExpression: { mentionIds: ANY_ID } },
)
@index({ conversationId: 1, goneSeq: 1 }, { partialFilterExpression: { goneSeq: { $gt: 0 } } })
@index({ changedAt: 1 }, { partialFilterExpression: { changedAt: EVER } })
@index({ conversationId: 1, pinnedAt: 1 }, { partialFilterExpression: { pinnedAt: EVER } })
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

  /** How often it was changed; absent at first. */
  @prop({ type: () => Number })
  changes?: number;

  /** When it was last changed, whatever the change; absent at first. */
  @prop({ type: () => Date })
  changedAt?: Date;

  /** The kind of the latest change. */
  @prop({ type: () => String, enum: MessageChange, required: true })
  change!: MessageChange;

  /** How many USER messages the conversation has up to here: unread counts are differences of it. */
  @prop({ type: () => Number, required: true })
  ordinal!: number;

  @Field(() => MessageKind, { description: "Whether a person wrote it." })
  @prop({ type: () => String, enum: MessageKind, required: true })
  kind!: MessageKind;

  /** For a SYSTEM message, who did it. */
  @prop({ type: () => Types.ObjectId })
  senderId!: Types.ObjectId | null;

  @prop({ type: () => String })
  clientMessageId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Null once deleted. Of a SYSTEM message: the new name or role, where there is one.",
  })
  @prop({ type: () => String })
  body!: string | null;

  @prop({ type: () => [Types.ObjectId] })
  attachmentIds?: Types.ObjectId[];

  @prop({ type: () => [Types.ObjectId] })
  mentionIds?: Types.ObjectId[];

  @Field(() => String, {
    nullable: true,
    description:
      "A kind of the app's own, as it was registered: `shop.order`. Null: text and files, and once the message is deleted. It says what `metadata` looks like, not who may send it.",
  })
  @prop({ type: () => String })
  type?: string | null;

  /** Of an app's own, as the text of its JSON. */
  @prop({ type: () => String })
  metadata?: string | null;

  /** Whether that is no longer what was sent. */
  @prop({ type: () => Boolean })
  metadataPatched?: boolean;

  @prop({ type: () => Types.ObjectId })
  replyToId?: Types.ObjectId;

  @prop({ type: () => [Reaction] })
  reactions?: readonly Reaction[];

  @Field(() => SystemEvent, { nullable: true, description: "What happened: SYSTEM messages only." })
  @prop({ type: () => String, enum: SystemEvent })
  systemEvent?: SystemEvent;

  /** Whom a SYSTEM message is about. */
  @prop({ type: () => [Types.ObjectId] })
  subjectIds?: Types.ObjectId[];

  @Field(() => Date, { description: "By the server's clock; it is `seq` that orders." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the body or the mentions were last changed; null: never.",
  })
  @prop({ type: () => Date })
  editedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: "Null: it stands." })
  @prop({ type: () => Date })
  deletedAt?: Date | null;

  /** `seq` once it is deleted: what is left out of the unread ones is found by it. */
  @prop({ type: () => Number })
  goneSeq?: number;

  @Field(() => Date, { nullable: true, description: "Null: it is not pinned." })
  @prop({ type: () => Date })
  pinnedAt?: Date | null;
}
