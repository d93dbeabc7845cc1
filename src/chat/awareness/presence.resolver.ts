import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { parseId } from "../../platform/core/id.js";
import { User } from "../../people/users/user.model.js";
import { Presence, PresenceChanged } from "./presence.types.js";
import { presenceOf } from "./presence-loaders.js";
import { presenceFeed } from "./awareness-tokens.js";

const MAX_WATCHED = 500;

interface Args {
  readonly userIds: readonly string[];
}

@Resolver(() => User)
export class PresenceResolver {
  @FieldResolver(() => Presence, {
    nullable: true,
    description: "Null when hidden by its owner or by a block, either way.",
  })
  async presence(@Root() { _id }: User, @Ctx() context: Context): Promise<Presence | null> {
    if (!context.viewer) return null;
    return context.loaders.get(presenceOf).load({ viewerId: context.viewer.userId, ownerId: _id });
  }

  @Subscription(() => PresenceChanged, {
    subscribe: (data: SubscribeResolverData<unknown, Args, Context>) => subscribe(data),
    description: `Of at most ${MAX_WATCHED} people; nothing comes of those who hide it.`,
  })
  presenceChanged(
    @Root() event: PresenceChanged,
    @Arg("userIds", () => [ID], { description: `At most ${MAX_WATCHED}.` }) _userIds: string[],
  ): PresenceChanged {
    return event;
  }
}

function subscribe({
  args: { userIds },
  context,
}: SubscribeResolverData<unknown, Args, Context>): AsyncIterable<PresenceChanged> {
  if (userIds.length > MAX_WATCHED)
    throw badInput("userIds", `At most ${MAX_WATCHED} people.`, { limit: MAX_WATCHED });
  const ids = userIds.map((id) => parseId(id, "user").toHexString());
  const { userId } = requireViewer(context);
  return context.feeds.get(presenceFeed).follow(userId, ids);
}
