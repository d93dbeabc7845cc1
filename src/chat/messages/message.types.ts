import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionTypes } from "../../api/graphql/connection.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { Message, type Reaction } from "../log/message.model.js";

const types = connectionTypes(Message, "Message");
export const MessageConnection = types.Connection;
export const MessageEdge = types.Edge;
export type MessageConnection = InstanceType<typeof MessageConnection>;

const POSITION_OF = "One that the viewer is not in is passed over.";

@ObjectType({ simpleResolvers: true, description: "What became of a message that was sent." })
export class SendMessageResult {
  @Field(() => Message, { description: "As it is stored." })
  message!: Message;

  @Field(() => Boolean, {
    description: "True: this clientMessageId was stored before, and that message is the answer.",
  })
  deduplicated!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "Those who reacted with one emoji." })
export class ReactionGroup {
  @Field(() => String, { description: "One emoji as it is drawn, skin tone included." })
  emoji!: string;

  @Field(() => Int, { description: "How many people." })
  count!: number;

  /** What it is made from. */
  readonly reaction!: Reaction;
  readonly messageId!: Message["_id"];
}

@ObjectType({ simpleResolvers: true, description: "What changed after a revision." })
export class ChangePage {
  @Field(() => [Message], { description: "Each message once, by `revision`." })
  nodes!: Message[];

  @Field(() => Int, { description: "Ask on from here." })
  revision!: number;

  @Field(() => Boolean, { description: "Whether there are later changes." })
  hasMore!: boolean;
}

@InputType({
  description:
    "Exactly one of conversationId and userId; userId opens the direct conversation where there is none yet.",
})
export class SendMessageInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "NOT_FOUND unless the viewer is a member; CONFLICT where the other of a direct conversation is erased.",
  })
  conversationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Somebody else; BLOCKED where a block stands in between, NOT_FOUND for an erased account.",
  })
  userId?: string | null;

  @Field(() => ID, {
    description:
      "Chosen by the client for each message and kept over retries: one id, one message of its conversation.",
  })
  clientMessageId!: string;

  @Field(() => String, { nullable: true, description: "At most 10,000 characters." })
  body?: string | null;

  @Field(() => [ID], { nullable: true, description: "At most 10, each used in one message." })
  attachmentIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: "The message of this conversation answered." })
  replyToId?: string | null;

  @Field(() => [ID], { nullable: true, description: "Members of the conversation, at most 50." })
  mentionIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      "As it was registered by `registerMessageType`. `body` is then what is shown by clients that do not know it, and may be left out.",
  })
  type?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description:
      "Data of the app's own, which all members read. With a `type` as its schema says: BAD_USER_INPUT with the path of what is not.",
  })
  metadata?: JsonObject | null;
}

@InputType({ description: "The last message that a client has of a conversation." })
export class SeqPosition {
  @Field(() => ID, { description: POSITION_OF })
  conversationId!: string;

  @Field(() => Int, { description: "Of that message; 0: from the beginning." })
  seq!: number;
}

@InputType({ description: "The last change that a client has of a conversation." })
export class RevisionPosition {
  @Field(() => ID, { description: POSITION_OF })
  conversationId!: string;

  @Field(() => Int, { description: "Of that change; 0: from the beginning." })
  revision!: number;
}
