import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { MessageChangesService } from "./message-changes.service.js";
import { Message } from "../log/message.model.js";
import type { MessageService } from "./message.service.js";
import { SendMessageInput, SendMessageResult } from "./message.types.js";

const READABLE = "NOT_FOUND unless the viewer may read it.";

@Resolver()
export class MessageResolver {
  constructor(
    private readonly messages: MessageService,
    private readonly changes: MessageChangesService,
  ) {}

  @Mutation(() => SendMessageResult, {
    description:
      "Stores a message durably, then answers. Safe to repeat with the same clientMessageId.",
  })
  sendMessage(
    @Arg("input", () => SendMessageInput, { description: "The message and where it goes." })
    input: SendMessageInput,
    @Ctx() context: Context,
  ): Promise<SendMessageResult> {
    return this.messages.send(requireViewer(context).userId, input);
  }

  @Mutation(() => Message, {
    description:
      "One's own, within the edit window. With ifRevision only if the message has not changed since.",
  })
  editMessage(
    @Arg("id", () => ID, { description: READABLE }) id: string,
    @Arg("body", () => String, {
      description: "Up to 10,000 characters; empty only beside attachments.",
    })
    body: string,
    @Arg("ifRevision", () => Int, {
      nullable: true,
      description: "The `revision` at hand: REVISION_CONFLICT where it has another by now.",
    })
    ifRevision: number | null | undefined,
    @Arg("mentionIds", () => [ID], {
      nullable: true,
      description:
        "All whom the message names from now on: members, at most 50. Null: those stay whose `@name` the edit does not take out.",
    })
    mentionIds: string[] | null | undefined,
    @Ctx() context: Context,
  ): Promise<Message> {
    const { userId } = requireViewer(context);
    const edit = { body, ifRevision: ifRevision ?? null, mentionIds: mentionIds ?? null };
    return this.changes.edit(userId, id, edit);
  }

  @Mutation(() => Message, {
    description:
      "One's own, or in a group one runs anybody's. Its place stays, its content is gone for all. BLOCKED in a direct conversation whose other has blocked the viewer.",
  })
  deleteMessage(
    @Arg("id", () => ID, { description: READABLE }) id: string,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.changes.delete(requireViewer(context).userId, id);
  }

  @Mutation(() => Message, { description: "One reaction for each person and emoji." })
  setReaction(
    @Arg("messageId", () => ID, { description: READABLE }) id: string,
    @Arg("emoji", () => String, {
      description: "Exactly one. LIMIT_REACHED above 20 different ones on a message.",
    })
    emoji: string,
    @Arg("active", () => Boolean, { description: "False takes the viewer's reaction back." })
    active: boolean,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.changes.react(requireViewer(context).userId, id, { emoji, active });
  }

  @Mutation(() => Message, {
    description:
      "In a group owners and admins, else both. BLOCKED in a direct conversation whose other has blocked the viewer.",
  })
  setPinned(
    @Arg("messageId", () => ID, { description: READABLE }) id: string,
    @Arg("pinned", () => Boolean, {
      description: "LIMIT_REACHED above 100 pinned messages of a conversation.",
    })
    pinned: boolean,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.changes.pin(requireViewer(context).userId, id, pinned);
  }
}
