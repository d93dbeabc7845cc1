import { firstSeqOf } from "../membership/first-seq.js";
import type { Types } from "mongoose";
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from "type-graphql";
import { Conversation } from "../membership/conversation.model.js";
import type { Context } from "../../api/graphql/context.js";
import { DependsOn } from "../../api/graphql/depends-on.js";
import { FIRST, pageSize } from "../../api/graphql/page-request.js";
import { Attachment } from "../../files/media/attachment.model.js";
import { User } from "../../people/users/user.model.js";
import { Message, MessageKind } from "../log/message.model.js";
import { grouped } from "./emoji.js";
import { ReactionGroup } from "./message.types.js";
import { conversationById } from "../membership/membership-loaders.js";
import { userById } from "../../people/users/user-loaders.js";
import { attachmentById } from "../../files/media/attachment-loaders.js";
import { messageOf } from "../log/log-loaders.js";
import { viewFor } from "../log/view-for.js";
import { replyCountOf } from "./message-loaders.js";

/** The relations of a message: each by a loader, so that a page costs as much as one message. */
@Resolver(() => Message)
export class MessageFieldsResolver {
  @FieldResolver(() => ID, { description: "The id of `conversation`, at no cost." })
  conversationId(@Root() message: Message): string {
    return message.conversationId.toHexString();
  }

  @FieldResolver(() => Conversation, { description: "Where it was written." })
  async conversation(@Root() message: Message, @Ctx() { loaders }: Context): Promise<Conversation> {
    const found = await loaders.get(conversationById).load(message.conversationId.toHexString());
    if (!found) throw new Error("a message without its conversation");
    return found;
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "Null only where nobody sent it; `isDeleted` once that account is erased.",
  })
  async sender(@Root() { senderId }: Message, @Ctx() { loaders }: Context): Promise<User | null> {
    return senderId && loaders.get(userById).load(senderId.toHexString());
  }

  @DependsOn("sender")
  @FieldResolver(() => ID, {
    nullable: true,
    description: "The sender's own sessions only: pairs the echo with the optimistic copy.",
  })
  clientMessageId(@Root() message: Message, @Ctx() { viewer }: Context): string | null {
    const own =
      message.kind === MessageKind.USER && viewer && message.senderId?.equals(viewer.userId);
    return (own && message.clientMessageId) || null;
  }

  @FieldResolver(() => [Attachment], { description: "Without those whose files are gone." })
  async attachments(
    @Root() { attachmentIds = [] }: Message,
    @Ctx() { loaders }: Context,
  ): Promise<Attachment[]> {
    const ids = attachmentIds.map((id) => id.toHexString());
    const found = await Promise.all(ids.map((id) => loaders.get(attachmentById).load(id)));
    return found.filter((attachment) => attachment !== null);
  }

  @FieldResolver(() => [User], { description: "Whom its sender named." })
  mentions(@Root() { mentionIds }: Message, @Ctx() context: Context): Promise<User[]> {
    return people(mentionIds, context);
  }

  @FieldResolver(() => [User], {
    description: "Whom a SYSTEM message is about, in the order in which they were named.",
  })
  subjects(
    @Root() { subjectIds = [] }: Message,
    @Arg("first", () => Int, { nullable: true, defaultValue: 100, description: FIRST })
    first: number | null,
    @Ctx() context: Context,
  ): Promise<User[]> {
    return people(subjectIds.slice(0, pageSize(first ?? 100, "first")), context);
  }

  @FieldResolver(() => Int, {
    description: "How many a SYSTEM message is about, those left out of `subjects` included.",
  })
  subjectCount(@Root() { subjectIds = [] }: Message): number {
    return subjectIds.length;
  }

  @DependsOn("history")
  @FieldResolver(() => Message, {
    nullable: true,
    description: "Null also where the viewer joined after that message.",
  })
  async replyTo(
    @Root() { replyToId, conversationId }: Message,
    @Ctx() context: Context,
  ): Promise<Message | null> {
    if (!replyToId) return null;
    const [view, message] = await Promise.all([
      viewFor(conversationId, context),
      context.loaders.get(messageOf).load({ conversationId, _id: replyToId }),
    ]);
    return view && message && message.seq >= firstSeqOf(view.membership) ? message : null;
  }

  @FieldResolver(() => Int, { description: "How many messages answer it; deleted ones count." })
  replyCount(@Root() message: Message, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.get(replyCountOf).load(message);
  }

  @FieldResolver(() => [ReactionGroup], { description: "In the order of their first reaction." })
  reactions(@Root() { _id: messageId, reactions = [] }: Message): ReactionGroup[] {
    return grouped(reactions).map((reaction) => ({
      emoji: reaction.emoji,
      count: reaction.userIds.length,
      reaction,
      messageId,
    }));
  }
}

function people(ids: readonly Types.ObjectId[] | undefined, { loaders }: Context): Promise<User[]> {
  return Promise.all((ids ?? []).map((id) => loaders.get(userById).load(id.toHexString())));
}
