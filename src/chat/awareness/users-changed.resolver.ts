import {
  Arg,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { User } from "../../people/users/user.model.js";
import { badInput } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { userFeed } from "./user-feed.js";

const MAX_FOLLOWED = 500;

@InputType({ description: "A person, as the client has them." })
export class UserPosition {
  @Field(() => ID, { description: "Who. Nothing comes of somebody who does not exist." })
  userId!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The `version` that the client has. Null: from now on.",
  })
  version?: number | null;
}

@ObjectType({ simpleResolvers: true, description: "Others see something else of a person." })
export class UserChanged {
  @Field(() => User, { description: "As they are now." })
  user!: User;
}

interface Args {
  readonly since: readonly UserPosition[];
}

@Resolver()
export class UsersChangedResolver {
  @Subscription(() => UserChanged, {
    subscribe: (data: SubscribeResolverData<unknown, Args, Context>) => subscribe(data),
    description: `Name, picture, words, metadata and end of at most ${MAX_FOLLOWED} people: first of those whose version is another than the client has, then as it changes. Several changes may come as one. After a cut it goes on from the versions that the client has by then.`,
  })
  usersChanged(
    @Root() user: User,
    @Arg("since", () => [UserPosition], { description: `At most ${MAX_FOLLOWED}.` })
    _since: UserPosition[],
  ): UserChanged {
    return { user };
  }
}

function subscribe({
  args: { since },
  context,
}: SubscribeResolverData<unknown, Args, Context>): Promise<AsyncIterable<User>> {
  if (since.length > MAX_FOLLOWED)
    throw badInput("since", `At most ${MAX_FOLLOWED} people.`, { limit: MAX_FOLLOWED });
  const positions = since.map(({ userId, version = null }, at) => {
    if (version !== null && version < 0)
      throw badInput(`since.${at}.version`, "A version is not negative.");
    return [parseId(userId, "user").toHexString(), version] as const;
  });
  const { userId } = requireViewer(context);
  return context.feeds.get(userFeed).follow(userId, new Map(positions));
}
