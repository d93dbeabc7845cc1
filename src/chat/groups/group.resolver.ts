import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Conversation } from "../membership/conversation.model.js";
import { OWN_GROUP } from "../conversations/conversation.types.js";
import { MemberRole, Membership } from "../membership/membership.model.js";
import { actorOf, requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { Scope } from "../../platform/core/service.js";
import type { GroupCreation } from "./group-creation.js";
import type { GroupService } from "./group.service.js";
import { CreateGroupInput, UpdateConversationInput } from "./group.types.js";

@Resolver()
export class GroupResolver {
  constructor(
    private readonly creation: GroupCreation,
    private readonly groups: GroupService,
  ) {}

  @Mutation(() => Conversation, {
    description:
      "Safe to repeat with the same clientConversationId. Whoever does not let the viewer add them gets an invitation instead.",
  })
  createGroup(
    @Arg("input", () => CreateGroupInput, { description: "The group and who is in it." })
    input: CreateGroupInput,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.creation.create(requireViewer(context).userId, input);
  }

  @ForServices(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Conversation, { description: "Owners and admins of a group." })
  updateConversation(
    @Arg("id", () => ID, { description: OWN_GROUP }) id: string,
    @Arg("input", () => UpdateConversationInput, { description: "What is to change." })
    input: UpdateConversationInput,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.update(actorOf(context), id, input);
  }

  @ForServices(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Conversation, {
    description:
      "Owners and admins of a group. They read from here on, not what came before. Whoever does not let the viewer add them, and whoever has left the group themselves, gets an invitation instead and joins by accepting it.",
  })
  addMembers(
    @Arg("conversationId", () => ID, { description: OWN_GROUP }) id: string,
    @Arg("userIds", () => [ID], {
      description:
        "Members are passed over. LIMIT_REACHED above 512 members, BLOCKED where a block stands in between.",
    })
    userIds: string[],
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.addMembers(actorOf(context), id, userIds);
  }

  @ForServices(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Conversation, { description: "Admins remove members, owners anybody." })
  removeMember(
    @Arg("conversationId", () => ID, { description: OWN_GROUP }) id: string,
    @Arg("userId", () => ID, {
      description: "Not the viewer. Whoever is not a member is passed over.",
    })
    userId: string,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.removeMember(actorOf(context), id, userId);
  }

  @ForServices(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Membership, { description: "Owners only. A group keeps an owner." })
  setMemberRole(
    @Arg("conversationId", () => ID, { description: OWN_GROUP }) id: string,
    @Arg("userId", () => ID, { description: "NOT_FOUND for whoever is not a member." })
    userId: string,
    @Arg("role", () => MemberRole, {
      description: "The role from now on. CONFLICT where no owner would be left.",
    })
    role: MemberRole,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.groups.setRole(actorOf(context), id, { userId, role });
  }

  @Mutation(() => Boolean, {
    description:
      "The last owner hands a group over by this: to the longest-serving admin, else to the longest-serving member.",
  })
  async leaveConversation(
    @Arg("id", () => ID, { description: OWN_GROUP }) id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.groups.leave(requireViewer(context).userId, id);
    return true;
  }
}
