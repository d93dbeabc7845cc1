import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";

export enum MemberRole {
  OWNER = "OWNER",
  ADMIN = "ADMIN",
  MEMBER = "MEMBER",
}
registerEnumType(MemberRole, {
  name: "MemberRole",
  description: "In a direct conversation both are MEMBER.",
  valuesConfig: {
    OWNER: { description: "May do what admins do, set roles, and remove anybody." },
    ADMIN: {
      description:
        "May change the group, add members, remove those of the role MEMBER, pin, and delete messages of others.",
    },
    MEMBER: { description: "May write, and delete what is one's own." },
  },
});

export enum NotifyLevel {
  ALL = "ALL",
  MENTIONS = "MENTIONS",
  NONE = "NONE",
}
registerEnumType(NotifyLevel, {
  name: "NotifyLevel",
  description: "What of a conversation is worth a mail to its member.",
  valuesConfig: {
    ALL: { description: "Every message of others: what it is at first." },
    MENTIONS: { description: "Messages that mention the member." },
    NONE: { description: "Nothing." },
  },
});

/**
 * The list in which the member sees the conversation; none once they have left. A hidden one is in
 * neither, until a message comes.
 */
export type ConversationList = "ACTIVE" | "ARCHIVED" | "HIDDEN";

/**
 * A person in a conversation. Who belongs to a group is said by the SYSTEM messages of its log;
 * this row is what they add up to, so it can be made again from them at any time. It is the
 * user's: their lists are read far oftener than all members, and the rows can be sharded by user.
 */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A person in a conversation: role, and how far it was read.",
})
@index({ userId: 1, conversationId: 1 }, { unique: true })
@index({ conversationId: 1, leftAt: 1 })
@index({ userId: 1, leftAt: 1 })
@index({ userId: 1, list: 1, activity: 1 })
@index({ userId: 1, list: 1, unread: 1, activity: 1 })
export class Membership extends Node {
  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** Direct conversations: the other one. */
  @prop({ type: () => Types.ObjectId })
  peerId?: Types.ObjectId;

  @Field(() => MemberRole, { description: "What the member may do in a group." })
  @prop({ type: () => String, enum: MemberRole, required: true })
  role!: MemberRole;

  @Field(() => Date, { description: "When the member came; of one who came back, the last time." })
  @prop({ type: () => Date, required: true })
  joinedAt!: Date;

  @Field(() => Int, { description: "The first message that this member may read." })
  @prop({ type: () => Number, required: true })
  joinedSeq!: number;

  @prop({ type: () => Number, required: true })
  joinedRevision!: number;

  /** Set when the member left or was removed; such a member reads nothing. */
  @prop({ type: () => Date })
  leftAt!: Date | null;

  /** The log entry of leaving: the last thing that an open subscription is given. */
  @prop({ type: () => Number })
  leftSeq?: number;

  @prop({ type: () => Number })
  leftRevision?: number;

  /** The latest log entry that is part of this row: an older one comes too late to change it. */
  @prop({ type: () => Number, required: true })
  appliedSeq!: number;

  /** These three only grow; `readOrdinal` is the ordinal at `readSeq`. */
  @prop({ type: () => Number, required: true })
  readSeq!: number;

  @prop({ type: () => Number, required: true })
  readOrdinal!: number;

  @prop({ type: () => Number, required: true })
  deliveredSeq!: number;

  /** Written behind the log, for the lists: the newest ordinal, and whether it is beyond reading. */
  @prop({ type: () => Number, required: true })
  headOrdinal!: number;

  /** Of the newest message that is not deleted: reading up to it leaves nothing unread. */
  @prop({ type: () => Number })
  standingOrdinal?: number;

  /** As of which revision of the log: what was read of it earlier comes too late. */
  @prop({ type: () => Number })
  standingRevision?: number;

  /** The newest that was ever deleted: only whoever has not read so far has deleted ones to leave out. */
  @prop({ type: () => Number })
  goneOrdinal?: number;

  @prop({ type: () => Boolean, required: true })
  unread!: boolean;

  @prop({ type: () => String })
  list!: ConversationList | null;

  /** Sorts like the time of the newest message and is unique for its user: `activityKey`. */
  @prop({ type: () => String, required: true })
  activity!: string;

  @prop({ type: () => String, enum: NotifyLevel })
  notify?: NotifyLevel;

  @prop({ type: () => Date })
  mutedUntil?: Date | null;

  @prop({ type: () => Boolean })
  pinned?: boolean;

  /** From where on its owner wants to read again. */
  @prop({ type: () => Number })
  unreadFromSeq?: number | null;

  /** Up to where its owner has cleared it, for themselves. */
  @prop({ type: () => Number })
  clearedSeq?: number | null;

  /** What its owner has begun to write. */
  @prop({ type: () => String })
  draft?: string | null;

  /** Of an app's own, as the text of its JSON. */
  @prop({ type: () => String })
  metadata?: string | null;

  /** How often that was changed. */
  @prop({ type: () => Number })
  metadataRevision?: number;
}

/** One value to sort and to page by; equal times are told apart by the conversation. */
export function activityKey(at: Date, conversationId: Types.ObjectId): string {
  return `${String(at.getTime()).padStart(15, "0")}:${conversationId.toHexString()}`;
}
