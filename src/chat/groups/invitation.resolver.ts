import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from "type-graphql";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { Account } from "../../people/users/account.types.js";
import { userById } from "../../people/users/user-loaders.js";
import { User } from "../../people/users/user.model.js";
import { toId } from "../../platform/core/id.js";
import { Conversation } from "../membership/conversation.model.js";
import type { InvitationService } from "./invitation.service.js";
import { GroupInvitation, GroupInvitationConnection, invitationOf } from "./invitation.types.js";

@Resolver(() => Account)
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitationService,
    private readonly cursors: Cursors,
  ) {}

  @FieldResolver(() => GroupInvitationConnection, {
    complexity: pageCost,
    description: "Groups that somebody wants the viewer in, oldest first.",
  })
  async groupInvitations(
    @Root() { _id: userId }: Account,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
  ): Promise<GroupInvitationConnection> {
    const list = `invitations:${userId.toHexString()}`;
    const position = after ? String(this.cursors.decode(list, after, "after")[0]) : null;
    const { items, scanned, hasNextPage } = await this.invitations.page(userId, {
      size: pageSize(first, "first"),
      after: position === null ? null : toId(position),
    });
    const ids = new Map(
      items.map(({ invitation }) => [
        invitation.conversationId.toHexString(),
        invitation._id.toHexString(),
      ]),
    );
    const page = {
      items: items.map((item) => invitationOf(item)),
      ...{ hasNextPage, hasPreviousPage: position !== null },
    };
    const cursorOf = (id: string): string => this.cursors.encode(list, [id]);
    return connectionOf(
      page,
      ({ conversationId }) => cursorOf(ids.get(conversationId) ?? ""),
      scanned.map(cursorOf),
    );
  }

  @Mutation(() => Conversation, {
    nullable: true,
    description:
      "The group for who accepts, null for who declines: that group then asks no more for 30 days. Safe to repeat. LIMIT_REACHED where the group is full.",
  })
  answerGroupInvitation(
    @Arg("conversationId", () => ID, {
      description: "NOT_FOUND where nobody asks the viewer into it, or no longer.",
    })
    id: string,
    @Arg("accept", () => Boolean, { description: "False: the invitation is gone." })
    accept: boolean,
    @Ctx() context: Context,
  ): Promise<Conversation | null> {
    return this.invitations.answer(requireViewer(context).userId, id, accept);
  }
}

@Resolver(() => GroupInvitation)
export class GroupInvitationResolver {
  @FieldResolver(() => User, { description: "Who asks." })
  inviter(@Root() { inviterId }: GroupInvitation, @Ctx() { loaders }: Context): Promise<User> {
    return loaders.get(userById).load(inviterId);
  }
}
