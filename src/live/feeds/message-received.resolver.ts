import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from "type-graphql";
import { FOLLOWED } from "../../chat/conversations/conversation.types.js";
import type { Context } from "../../api/graphql/context.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import type { LiveRequest } from "../realtime/live-request.js";
import { liveRequest, messageOf, SINCE } from "./feed-request.js";
import { Message } from "../../chat/log/message.model.js";
import { SeqPosition } from "../../chat/messages/message.types.js";

interface Args {
  readonly conversationId?: string | null;
  readonly since?: readonly SeqPosition[] | null;
}

@Resolver()
export class MessageReceivedResolver {
  @Subscription(() => Message, {
    subscribe: ({ args, context }: SubscribeResolverData<unknown, Args, Context>) =>
      subscribe(args, context),
    description:
      "New messages. With conversationId that conversation alone; without, every conversation of the viewer, those joined later included. Replays each listed conversation from its position; one that is not listed starts live, or, where the viewer joined it after the subscription began, from the join. Whoever is removed is given the message that says so as the last one, and what was changed after it as if it were deleted.",
  })
  messageReceived(
    @Root() message: Message,
    @Arg("conversationId", () => ID, { nullable: true, description: FOLLOWED })
    _conversationId?: string | null,
    @Arg("since", () => [SeqPosition], { nullable: true, description: SINCE })
    _since?: SeqPosition[] | null,
  ): Message {
    return message;
  }
}

function subscribe({ conversationId, since }: Args, context: Context): LiveRequest {
  const positions = (since ?? []).map((one) => ({ ...one, at: one.seq }));
  const rootOf = (event: FeedEvent): object | null =>
    event.kind === "entry" ? messageOf(event) : null;
  return liveRequest({ order: "seq", conversationId, since: positions, rootOf }, context);
}
