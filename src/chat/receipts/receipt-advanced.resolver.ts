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
import { notFound } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { parseId } from "../../platform/core/id.js";
import { receiptFeed, type ReceiptAdvance } from "./receipt-feed.js";

@ObjectType({ simpleResolvers: true, description: "How far a member has come." })
export class ReceiptAdvanced implements ReceiptAdvance {
  @Field(() => ID, { description: "Where." })
  conversationId!: string;

  @Field(() => ID, { description: "Who." })
  userId!: string;

  @Field(() => Int, { description: "The newest message read." })
  readSeq!: number;

  @Field(() => Int, { description: "The newest message received." })
  deliveredSeq!: number;
}

interface Args {
  readonly conversationId?: string | null;
}

@Resolver()
export class ReceiptAdvancedResolver {
  @Subscription(() => ReceiptAdvanced, {
    subscribe: (data: SubscribeResolverData<unknown, Args, Context>) => subscribe(data),
    description: "Of those who show their receipts, and of the viewer's own other sessions.",
  })
  receiptAdvanced(
    @Root() event: ReceiptAdvance,
    @Arg("conversationId", () => ID, { nullable: true, description: FOLLOWED })
    _conversationId?: string | null,
  ): ReceiptAdvanced {
    return event;
  }
}

async function subscribe({
  args: { conversationId },
  context,
}: SubscribeResolverData<unknown, Args, Context>): Promise<AsyncIterable<ReceiptAdvance>> {
  const { userId } = requireViewer(context);
  const id = typeof conversationId === "string" ? parseId(conversationId, "conversation") : null;
  const feed = await context.feeds.get(receiptFeed).follow(userId, id);
  if (!feed) throw notFound("conversation");
  return feed;
}
