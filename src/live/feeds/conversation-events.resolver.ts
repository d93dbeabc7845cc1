import {
  Arg,
  FieldResolver,
  ID,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import type { EdgeOf } from "../../api/graphql/connection.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import type { Message } from "../../chat/log/message.model.js";
import { listOf } from "../../chat/messages/conversation-messages.resolver.js";
import { MessageEdge } from "../../chat/messages/message.types.js";
import { FOLLOWED } from "../../chat/conversations/conversation.types.js";
import type { Context } from "../../api/graphql/context.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import type { LiveRequest } from "../realtime/live-request.js";
import {
  ConversationEvent,
  conversationEventOf,
  MessageChanged,
} from "./conversation-event.types.js";
import { liveRequest, SINCE } from "./feed-request.js";
import { RevisionPosition } from "../../chat/messages/message.types.js";

interface Args {
  readonly conversationId?: string | null;
  readonly since?: readonly RevisionPosition[] | null;
}

@Resolver(() => MessageChanged)
export class ConversationEventsResolver {
  constructor(private readonly cursors: Cursors) {}

  @FieldResolver(() => MessageEdge, {
    description:
      "The message as an entry of `Conversation.messages`, for lists that are kept by their edges.",
  })
  edge(@Root() { message }: MessageChanged): EdgeOf<Message> {
    const { conversationId, seq } = message;
    return { cursor: this.cursors.encode(listOf(conversationId), [seq]), node: message };
  }

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
