import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { eachWithFreshLoaders } from "../graphql/loaders.js";
import type { FeedEvent } from "../realtime/feed.js";
import { ConversationEvent, conversationEventOf } from "./conversation-event.types.js";
import { openFeed } from "./feed-request.js";
import { RevisionPosition } from "./message.types.js";

interface Args {
  readonly conversationId?: string | null;
  readonly since?: readonly RevisionPosition[] | null;
}

@Resolver()
export class ConversationEventsResolver {
  @Subscription(() => ConversationEvent, {
    subscribe: ({ args, context }: SubscribeResolverData<unknown, Args, Context>) =>
      subscribe(args, context),
    description:
      "Everything durable: new messages and every later change of them. Follows conversations as messageReceived does.",
  })
  conversationEvents(
    @Root() event: FeedEvent,
    @Arg("conversationId", () => ID, { nullable: true }) _conversationId?: string | null,
    @Arg("since", () => [RevisionPosition], { nullable: true }) _since?: RevisionPosition[] | null,
  ): typeof ConversationEvent {
    return conversationEventOf(event);
  }
}

async function subscribe(
  { conversationId, since }: Args,
  context: Context,
): Promise<AsyncIterable<FeedEvent>> {
  const positions = (since ?? []).map((one) => ({ ...one, at: one.revision }));
  const asked = { conversationId: conversationId ?? null, since: positions };
  return eachWithFreshLoaders(await openFeed("revision", asked, context), context);
}
