import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Conversation } from "../conversations/conversation.model.js";
import { MemberRole, Membership } from "../conversations/membership.model.js";
import { requireViewer, type Context } from "../graphql/context.js";
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
    description: "Safe to repeat with the same clientConversationId.",
  })
  createGroup(
    @Arg("input", () => CreateGroupInput) input: CreateGroupInput,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.creation.create(requireViewer(context).userId, input);
  }

  @Mutation(() => Conversation, { description: "Owners and admins of a group." })
  updateConversation(
    @Arg("id", () => ID) id: string,
    @Arg("input", () => UpdateConversationInput) input: UpdateConversationInput,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.update(requireViewer(context).userId, id, input);
  }

  @Mutation(() => Conversation, {
    description: "Owners and admins of a group. They read from here on, not what came before.",
  })
  addMembers(
    @Arg("conversationId", () => ID) id: string,
    @Arg("userIds", () => [ID]) userIds: string[],
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.addMembers(requireViewer(context).userId, id, userIds);
  }

  @Mutation(() => Conversation, { description: "Admins remove members, owners anybody." })
  removeMember(
    @Arg("conversationId", () => ID) id: string,
    @Arg("userId", () => ID) userId: string,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.groups.removeMember(requireViewer(context).userId, id, userId);
  }

  @Mutation(() => Membership, { description: "Owners only. A group keeps an owner." })
  setMemberRole(
    @Arg("conversationId", () => ID) id: string,
    @Arg("userId", () => ID) userId: string,
    @Arg("role", () => MemberRole) role: MemberRole,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.groups.setRole(requireViewer(context).userId, id, { userId, role });
  }

  @Mutation(() => Boolean, {
    description:
      "The last owner hands a group over by this: to the longest-serving admin, else to the longest-serving member.",
  })
  async leaveConversation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.groups.leave(requireViewer(context).userId, id);
    return true;
  }
}
