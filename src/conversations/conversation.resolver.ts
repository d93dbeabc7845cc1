import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { nullIfNotFound } from "../errors.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { Conversation } from "./conversation.model.js";
import type { ConversationService } from "./conversation.service.js";

@Resolver(() => Conversation)
export class ConversationResolver {
  constructor(private readonly conversations: ConversationService) {}

  @Query(() => Conversation, { nullable: true, description: "Null unless the viewer is a member." })
  async conversation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<Conversation | null> {
    return nullIfNotFound(this.conversations.findForMember(requireViewer(context).userId, id));
  }

  @Mutation(() => Conversation, {
    description: "The one direct conversation with that person, made where there is none yet.",
  })
  openDirectConversation(
    @Arg("userId", () => ID) userId: string,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.conversations.openDirect(requireViewer(context).userId, userId);
  }
}
