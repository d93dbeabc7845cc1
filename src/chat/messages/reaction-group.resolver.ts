import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { UserConnection } from "../../people/users/user.types.js";
import { ReactionGroup } from "./message.types.js";
import { userById } from "../../people/users/user-loaders.js";

const PAGE = 20;

@Resolver(() => ReactionGroup)
export class ReactionGroupResolver {
  constructor(private readonly cursors: Cursors) {}

  @FieldResolver(() => Boolean, { description: "Whether the viewer is one of them." })
  viewerHasReacted(@Root() { reaction }: ReactionGroup, @Ctx() context: Context): boolean {
    if (context.service && !context.viewer) return false;
    const { userId } = requireViewer(context);
    return reaction.userIds.some((id) => id.equals(userId));
  }

  @FieldResolver(() => UserConnection, {
    complexity: pageCost,
    description: "In the order in which they reacted.",
  })
  async users(
    @Root() { reaction, messageId }: ReactionGroup,
    @Arg("first", () => Int, { nullable: true, defaultValue: PAGE, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<UserConnection> {
    const list = `reactions:${messageId.toHexString()}:${reaction.emoji}`;
    const ids = reaction.userIds.map((id) => id.toHexString());
    const last = after ? String(this.cursors.decode(list, after, "after")[0]) : null;
    // Whoever has taken the reaction back since is no longer there to go on from: the list restarts.
    const start = last === null ? 0 : ids.indexOf(last) + 1;
    const size = pageSize(first ?? PAGE, "first");
    const page = await Promise.all(
      ids.slice(start, start + size).map((id) => loaders.get(userById).load(id)),
    );
    return connectionOf(
      {
        items: page,
        hasNextPage: start + size < ids.length,
        hasPreviousPage: start > 0,
      },
      ({ _id }) => this.cursors.encode(list, [_id.toHexString()]),
    );
  }
}
