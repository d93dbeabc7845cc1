import {
  Arg,
  Field,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { FOLLOWED } from "../conversations/conversation.types.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import { parseId } from "../../platform/core/id.js";
import { receiptFeed, type ReceiptAdvance } from "./receipt-feed.js";

@ObjectType({ simpleResolvers: true, description: "How far a member has come." })
export class ReceiptAdvanced implements ReceiptAdvance {
  @Field(() => ID, { description: "Where." })
  conversationId!: string;

  @Field(() => ID, { description: "Who." })
  userId!: string;

  @Field(() => ID, {
    description: "Of the membership whose `readSeq` and `deliveredSeq` these are, for caches.",
  })
  membershipId!: string;

  @Field(() => Int, { description: "The newest message read." })
  readSeq!: number;

  @Field(() => Int, { description: "The newest message received." })
  deliveredSeq!: number;
}

interface Args {
  readonly conversationId?: string | null;
  readonly current?: boolean | null;
}

/** Beginning with all members costs what a page of them does. */
function feedCost({ args, childComplexity }: { args: Args; childComplexity: number }): number {
  return args.current ? pageCost({ args: {}, childComplexity }) : 1 + childComplexity;
}

@Resolver()
export class ReceiptAdvancedResolver {
  @Subscription(() => ReceiptAdvanced, {
    complexity: feedCost,
    subscribe: (data: SubscribeResolverData<unknown, Args, Context>) => subscribe(data),
    description: "Of those who show their receipts, and of the viewer's own other sessions.",
  })
  receiptAdvanced(
    @Root() event: ReceiptAdvance,
    @Arg("conversationId", () => ID, { nullable: true, description: FOLLOWED })
    _conversationId?: string | null,
    @Arg("current", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "Of one conversation only: begin with how far each member is, so that nothing is missing after a cut.",
    })
    _current?: boolean | null,
  ): ReceiptAdvanced {
    return event;
  }
}

async function subscribe({
  args: { conversationId, current },
  context,
}: SubscribeResolverData<unknown, Args, Context>): Promise<AsyncIterable<ReceiptAdvance>> {
  const { userId } = requireViewer(context);
  const id = typeof conversationId === "string" ? parseId(conversationId, "conversation") : null;
  if (current && !id) throw badInput("current", "Name the conversation that is to begin so.");
  const feed = await context.feeds.get(receiptFeed).follow(userId, id, current ?? false);
  if (!feed) throw notFound("conversation");
  return feed;
}
