import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from "type-graphql";
import { FOLLOWED } from "../../chat/conversations/conversation.types.js";
import type { Context } from "../../api/graphql/context.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import type { LiveRequest } from "../realtime/live-request.js";
import { ConversationEvent, conversationEventOf } from "./conversation-event.types.js";
import { liveRequest, SINCE } from "./feed-request.js";
import { RevisionPosition } from "../../chat/messages/message.types.js";

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
    @Arg("conversationId", () => ID, { nullable: true, description: FOLLOWED })
    _conversationId?: string | null,
    @Arg("since", () => [RevisionPosition], { nullable: true, description: SINCE })
    _since?: RevisionPosition[] | null,
  ): typeof ConversationEvent {
    return conversationEventOf(event);
  }
}

function subscribe({ conversationId, since }: Args, context: Context): LiveRequest {
  const positions = (since ?? []).map((one) => ({ ...one, at: one.revision }));
  const rootOf = (event: FeedEvent): object => event;
  return liveRequest({ order: "revision", conversationId, since: positions, rootOf }, context);
}
