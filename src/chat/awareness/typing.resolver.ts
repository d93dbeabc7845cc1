import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { Conversation } from "../membership/conversation.model.js";
import { FOLLOWED, OWN_CONVERSATION } from "../conversations/conversation.types.js";
import { notFound } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { parseId } from "../../platform/core/id.js";
import { User } from "../../people/users/user.model.js";
import type { TypingChange, TypingService } from "./typing.service.js";
import { userById } from "../../people/users/user-loaders.js";
import { memberViewOf } from "../log/log-loaders.js";
import { typingFeed } from "./awareness-tokens.js";

@ObjectType({ simpleResolvers: true, description: "Somebody begins or stops to write." })
export class TypingChanged {
  @Field(() => ID, { description: "Where." })
  conversationId!: string;

  @Field(() => Boolean, { description: "False: no longer." })
  active!: boolean;

  readonly userId!: string;
}

@Resolver(() => TypingChanged)
export class TypingChangedResolver {
  @FieldResolver(() => User, { description: "Who." })
  user(@Root() { userId }: TypingChanged, @Ctx() { loaders }: Context): Promise<User> {
    return loaders.get(userById).load(userId);
  }
}

interface Args {
  readonly conversationId?: string | null;
}

@Resolver(() => Conversation)
export class TypingResolver {
  constructor(private readonly service: TypingService) {}

  @Mutation(() => Boolean, {
    description: "Holds for 6 seconds unless repeated; a message ends it at once.",
  })
  async setTyping(
    @Arg("conversationId", () => ID, { description: OWN_CONVERSATION }) conversationId: string,
    @Arg("active", () => Boolean, { description: "False: no longer." }) active: boolean,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.service.set(requireViewer(context), conversationId, active);
    return true;
  }

  @FieldResolver(() => [User], { description: "Without the viewer in this session." })
  async typing(@Root() { _id }: Conversation, @Ctx() context: Context): Promise<User[]> {
    if (context.service && !context.viewer) return [];
    const viewer = requireViewer(context);
    const { loaders } = context;
    const key = { conversationId: _id, userId: viewer.userId };
    if (!(await loaders.get(memberViewOf).load(key))) return [];
    const ids = await this.service.writers(_id, viewer);
    return Promise.all(ids.map((id) => loaders.get(userById).load(id)));
  }

  @Subscription(() => TypingChanged, {
    subscribe: (data: SubscribeResolverData<unknown, Args, Context>) => subscribe(data),
    description: "Of others, and of the viewer's other sessions.",
  })
  typingChanged(
    @Root() event: TypingChange,
    @Arg("conversationId", () => ID, { nullable: true, description: FOLLOWED })
    _conversationId?: string | null,
  ): TypingChanged {
    return event;
  }
}

async function subscribe({
  args: { conversationId },
  context,
}: SubscribeResolverData<unknown, Args, Context>): Promise<AsyncIterable<TypingChange>> {
  const id = typeof conversationId === "string" ? parseId(conversationId, "conversation") : null;
  const feed = await context.feeds.get(typingFeed).follow(requireViewer(context), id);
  if (!feed) throw notFound("conversation");
  return feed;
}
