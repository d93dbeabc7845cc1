import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import { toId } from "../../platform/core/id.js";
import { connectionOf } from "../../api/graphql/connection.js";
import type { Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, BEFORE, FIRST, LAST, pageSize } from "../../api/graphql/page-request.js";
import type { UnreadCounts } from "./unread-counts.js";
import type { LogProjector } from "../log/log-projector.js";
import { Account } from "../../people/users/account.types.js";
import { ConversationConnection } from "./conversation.types.js";
import type { MembershipService } from "../membership/membership.service.js";
import { memberViewOf } from "../log/log-loaders.js";
import { conversationById } from "../membership/membership-loaders.js";

@ArgsType()
class ConversationsArgs {
  @Field(() => Int, { nullable: true, description: FIRST })
  first?: number | null;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `${LAST} Not beside \`first\`; with neither the first 50 come.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: BEFORE })
  before?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Only those with an unread message of a person.",
  })
  unreadOnly?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "The archived ones instead of the others.",
  })
  archived?: boolean | null;
}

@Resolver(() => Account)
export class ViewerConversationsResolver {
  constructor(
    private readonly memberships: MembershipService,
    private readonly projector: LogProjector,
    private readonly cursors: Cursors,
    private readonly unreadCounts: UnreadCounts,
  ) {}

  @FieldResolver(() => ConversationConnection, {
    complexity: pageCost,
    description: "The one with the newest message comes first.",
  })
  async conversations(
    @Root() { _id: userId }: Account,
    @Args(() => ConversationsArgs) args: ConversationsArgs,
    @Ctx() { loaders }: Context,
  ): Promise<ConversationConnection> {
    const { first = null, last = null } = args;
    if (first !== null && last !== null)
      throw badInput("first", "Give only one of first and last.");
    const direction = last === null ? "first" : "last";
    const size = pageSize(last ?? first, direction);
    const list = `conversations:${userId.toHexString()}`;
    const position = (cursor: string | null | undefined, field: string): string | null =>
      cursor ? String(this.cursors.decode(list, cursor, field)[0]) : null;
    const after = position(args.after, "after");
    const before = position(args.before, "before");
    await this.settle(userId);
    const found = await this.memberships.list({
      userId,
      list: args.archived ? "ARCHIVED" : "ACTIVE",
      unreadOnly: args.unreadOnly ?? false,
      ...{ direction, size, after, before },
    });
    const rows = direction === "first" ? found.slice(0, size) : found.slice(0, size).reverse();
    const activities = new Map(rows.map((row) => [row.conversationId.toHexString(), row.activity]));
    const nodes = await Promise.all(
      [...activities.keys()].map(async (id) => {
        // The rows make the list; whether the viewer is still in it, the log says.
        const view = await loaders.get(memberViewOf).load({ conversationId: toId(id), userId });
        return view && loaders.get(conversationById).load(id);
      }),
    );
    const more = found.length > size;
    return connectionOf(
      {
        items: nodes.filter((node) => node !== null),
        hasNextPage: direction === "first" ? more : before !== null,
        hasPreviousPage: direction === "first" ? after !== null : more,
      },
      ({ _id }) => this.cursors.encode(list, [activities.get(_id.toHexString()) ?? ""]),
    );
  }

  @FieldResolver(() => Int, {
    description: "Over all conversations that are not archived; deleted messages do not count.",
  })
  async unreadCount(@Root() { _id }: Account): Promise<number> {
    return this.unreadCounts.total(await this.unread(_id));
  }

  @FieldResolver(() => Int, {
    description: "How many conversations have something unread, archived ones left out.",
  })
  async unreadConversationCount(@Root() { _id }: Account): Promise<number> {
    return (await this.unread(_id)).length;
  }

  /**
   * What was sent through this node a moment ago already orders the list. Of the viewer's own
   * conversations only: nobody waits for those of others.
   */
  private async settle(userId: Account["_id"]): Promise<void> {
    if (!this.projector.idle) await this.projector.bringIn(await this.memberships.whereIs(userId));
  }

  private async unread(userId: Account["_id"]) {
    await this.settle(userId);
    return this.memberships.unread(userId);
  }
}
