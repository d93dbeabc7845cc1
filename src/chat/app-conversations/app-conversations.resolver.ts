import { Arg, Mutation, Resolver } from "type-graphql";
import { ForServicesAlone } from "../../api/graphql/for-services.js";
import { Scope } from "../../platform/core/service.js";
import { Conversation } from "../membership/conversation.model.js";
import { EnsureConversationInput } from "./app-conversation.types.js";
import type { AppConversationsService } from "./app-conversations.service.js";

@Resolver()
export class AppConversationsResolver {
  constructor(private readonly conversations: AppConversationsService) {}

  @ForServicesAlone(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Conversation, {
    description:
      "For services. Makes the conversation with that external id, or makes it what the input says: name, members, roles. Safe to repeat, and to ask of several at once. Nobody is asked whether they want to be in it; blocks do not matter.",
  })
  ensureConversation(
    @Arg("input", () => EnsureConversationInput, { description: "What it is to be." })
    input: EnsureConversationInput,
  ): Promise<Conversation> {
    return this.conversations.ensure(input);
  }
}
