import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { Conversation } from "../conversations/conversation.model.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { User } from "../users/user.model.js";
import { Message } from "./message.model.js";
import type { MessageService } from "./message.service.js";
import { SendMessageInput, SendMessageResult } from "./message.types.js";

@Resolver(() => Message)
export class MessageResolver {
  constructor(private readonly messages: MessageService) {}

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

  @FieldResolver(() => ID)
  conversationId(@Root() message: Message): string {
    return message.conversationId.toHexString();
  }

  @FieldResolver(() => Conversation)
  async conversation(@Root() message: Message, @Ctx() { loaders }: Context): Promise<Conversation> {
    const found = await loaders.conversation.load(message.conversationId.toHexString());
    if (!found) throw new Error("a message without its conversation");
    return found;
  }

  @FieldResolver(() => User, { nullable: true, description: "Null once that account is erased." })
  async sender(@Root() { senderId }: Message, @Ctx() { loaders }: Context): Promise<User | null> {
    return senderId && loaders.user.load(senderId.toHexString());
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: "The sender's own sessions only: pairs the echo with the optimistic copy.",
  })
  clientMessageId(@Root() message: Message, @Ctx() { viewer }: Context): string | null {
    const own = viewer && message.senderId?.equals(viewer.userId);
    return (own && message.clientMessageId) || null;
  }
}
