import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { badInput, nullIfNotFound } from "../../platform/core/errors.js";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { Scope } from "../../platform/core/service.js";
import { externalIdOf } from "../../people/users/external-id.js";
import { viewFor } from "../log/view-for.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { forwardPage } from "../../api/graphql/list-page.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { parseId } from "../../platform/core/id.js";
import { Conversation } from "../membership/conversation.model.js";
import type { ConversationService } from "./conversation.service.js";
import { MembershipConnection } from "./conversation.types.js";
import { Membership } from "../membership/membership.model.js";
import { memberViewOf } from "../log/log-loaders.js";
import { conversationById, memberCountOf, membersOf } from "../membership/membership-loaders.js";

@Resolver(() => Conversation)
export class ConversationResolver {
  constructor(
    private readonly conversations: ConversationService,
    private readonly cursors: Cursors,
  ) {}

  @ForServices(Scope.CONVERSATIONS_READ)
  @Query(() => Conversation, {
    nullable: true,
    description: "Null unless the viewer is a member, or a service asks. Exactly one argument.",
  })
  async conversation(
    @Arg("id", () => ID, { nullable: true, description: "Of a conversation." })
    id: string | null | undefined,
    @Arg("externalId", () => ID, {
      nullable: true,
      description: "The app's own id, as `ensureConversation` was given it.",
    })
    externalId: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Conversation | null> {
    const [byId, byOwn] = [id ?? null, externalId ?? null];
    if ((byId === null) === (byOwn === null))
      throw badInput("id", "Give exactly one of id and externalId.");
    if (byId !== null) return nullIfNotFound(this.findById(byId, context));
    const given = externalIdOf(byOwn ?? "", "externalId");
    const found = await this.conversations.findByExternalId(given);
    return found && findFor(found._id, context);
  }

  @Query(() => Conversation, {
    nullable: true,
    description: "The direct conversation with that person, where there is one.",
  })
  async conversationWith(
    @Arg("userId", () => ID, { description: "The other person." }) userId: string,
    @Ctx() context: Context,
  ): Promise<Conversation | null> {
    return nullIfNotFound(this.conversations.findDirect(requireViewer(context).userId, userId));
  }

  @Mutation(() => Conversation, {
    description: "The one direct conversation with that person, made where there is none yet.",
  })
  openDirectConversation(
    @Arg("userId", () => ID, {
      description: "Somebody else; BLOCKED where there is none yet and a block stands in between.",
    })
    userId: string,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.conversations.openDirect(requireViewer(context).userId, userId);
  }

  private async findById(id: string, context: Context): Promise<Conversation | null> {
    return findFor(parseId(id, "conversation"), context);
  }

  @FieldResolver(() => Int, { description: "0 for whoever is not a member." })
  async memberCount(@Root() { _id }: Conversation, @Ctx() context: Context): Promise<number> {
    const view = await viewFor(_id, context);
    return view ? context.loaders.get(memberCountOf).load(_id.toHexString()) : 0;
  }

  @FieldResolver(() => MembershipConnection, {
    complexity: pageCost,
    description: "Those who have been here longest come first.",
  })
  async members(
    @Root() { _id }: Conversation,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: Context,
  ): Promise<MembershipConnection> {
    const list = `members:${_id.toHexString()}`;
    const all = await visibleMembers(_id, context);
    const page = forwardPage(all, memberKey, {
      size: pageSize(first, "first"),
      after: after ? String(this.cursors.decode(list, after, "after")[0]) : null,
    });
    const connection = connectionOf(page, (member) =>
      this.cursors.encode(list, [memberKey(member)]),
    );
    return { ...connection, totalCount: all.length };
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description: "Null for whoever is not a member.",
  })
  async viewerMembership(
    @Root() { _id: conversationId }: Conversation,
    @Ctx() context: Context,
  ): Promise<Membership | null> {
    if (!context.viewer) return null;
    const { userId } = requireViewer(context);
    const view = await context.loaders.get(memberViewOf).load({ conversationId, userId });
    return view && view.membership;
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description:
      "Whom a direct conversation is with; null for a group. Costs no reading of all members.",
  })
  async peer(
    @Root() { _id: conversationId }: Conversation,
    @Ctx() context: Context,
  ): Promise<Membership | null> {
    if (!context.viewer) return null;
    const { userId } = requireViewer(context);
    const own = await context.loaders.get(memberViewOf).load({ conversationId, userId });
    const peerId = own?.membership.peerId;
    if (!peerId) return null;
    const view = await context.loaders.get(memberViewOf).load({ conversationId, userId: peerId });
    return view && view.membership;
  }
}

/** Sorts as the loader does: longest first. */
export function memberKey({ joinedSeq, _id }: Membership): string {
  return `${String(joinedSeq).padStart(10, "0")}:${_id.toHexString()}`;
}

async function findFor(
  conversationId: Conversation["_id"],
  context: Context,
): Promise<Conversation | null> {
  const view = await viewFor(conversationId, context);
  return view && context.loaders.get(conversationById).load(conversationId.toHexString());
}

async function visibleMembers(
  conversationId: Conversation["_id"],
  context: Context,
): Promise<readonly Membership[]> {
  const view = await viewFor(conversationId, context);
  return view ? context.loaders.get(membersOf).load(conversationId.toHexString()) : [];
}
