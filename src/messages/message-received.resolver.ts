import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { eachWithFreshLoaders } from "../graphql/loaders.js";
import type { FeedEvent } from "../realtime/feed.js";
import { openFeed } from "./feed-request.js";
import { Message } from "./message.model.js";
import { SeqPosition } from "./message.types.js";

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
      "New messages. With conversationId that conversation alone; without, every conversation of the viewer, those joined later included. Replays each listed conversation from its position; one that is not listed starts live, or, where the viewer joined it after the subscription began, from the join. Whoever is removed is given the message that says so as the last one.",
  })
  messageReceived(
    @Root() message: Message,
    @Arg("conversationId", () => ID, { nullable: true }) _conversationId?: string | null,
    @Arg("since", () => [SeqPosition], { nullable: true }) _since?: SeqPosition[] | null,
  ): Message {
    return message;
  }
}

async function subscribe(
  { conversationId, since }: Args,
  context: Context,
): Promise<AsyncIterable<Message>> {
  const positions = (since ?? []).map((one) => ({ ...one, at: one.seq }));
  const asked = { conversationId: conversationId ?? null, since: positions };
  return eachWithFreshLoaders(messagesOf(await openFeed("seq", asked, context)), context);
}

function messagesOf(feed: AsyncIterableIterator<FeedEvent>): AsyncIterableIterator<Message> {
  return {
    async next() {
      for (;;) {
        const { done, value } = await feed.next();
        if (done) return { done, value: undefined };
        if (value.kind === "entry") return { done: false, value: value.message };
      }
    },
    async return() {
      await feed.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
