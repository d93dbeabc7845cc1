import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../graphql/context.js";
import type { MessageChangesService } from "./message-changes.service.js";
import { Message } from "./message.model.js";
import type { MessageService } from "./message.service.js";
import { SendMessageInput, SendMessageResult } from "./message.types.js";

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
    @Arg("input", () => SendMessageInput) input: SendMessageInput,
    @Ctx() context: Context,
  ): Promise<SendMessageResult> {
    return this.messages.send(requireViewer(context).userId, input);
  }

  @Mutation(() => Message, {
    description:
      "One's own, within the edit window. With ifRevision only if the message has not changed since.",
  })
  editMessage(
    @Arg("id", () => ID) id: string,
    @Arg("body", () => String) body: string,
    @Arg("ifRevision", () => Int, { nullable: true }) ifRevision: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<Message> {
    const { userId } = requireViewer(context);
    return this.changes.edit(userId, id, { body, ifRevision: ifRevision ?? null });
  }

  @Mutation(() => Message, {
    description:
      "One's own, or in a group one runs anybody's. Its place stays, its content is gone for all.",
  })
  deleteMessage(@Arg("id", () => ID) id: string, @Ctx() context: Context): Promise<Message> {
    return this.changes.delete(requireViewer(context).userId, id);
  }

  @Mutation(() => Message, { description: "One reaction for each person and emoji." })
  setReaction(
    @Arg("messageId", () => ID) id: string,
    @Arg("emoji", () => String) emoji: string,
    @Arg("active", () => Boolean) active: boolean,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.changes.react(requireViewer(context).userId, id, { emoji, active });
  }

  @Mutation(() => Message, { description: "In a group owners and admins, else both." })
  setPinned(
    @Arg("messageId", () => ID) id: string,
    @Arg("pinned", () => Boolean) pinned: boolean,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.changes.pin(requireViewer(context).userId, id, pinned);
  }
}
