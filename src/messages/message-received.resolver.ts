import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from "type-graphql";
import { badInput, notFound } from "../errors.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { eachWithFreshLoaders } from "../graphql/loaders.js";
import { parseId } from "../id.js";
import { Message } from "./message.model.js";
import { SeqPosition } from "./message.types.js";

const MAX_POSITIONS = 1_000;

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
      "New messages. With conversationId that conversation alone; without, every conversation of the viewer, those joined later included. Replays each listed conversation from its position; one that is not listed starts live, or, where the viewer joined it after the subscription began, from the join.",
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
  const { userId, sessionId } = requireViewer(context);
  const positions = readPositions(since ?? []);
  if (conversationId) parseId(conversationId, "conversation");
  const request = { userId, sessionId, conversationId: conversationId ?? null, since: positions };
  const feed = await context.live.openMessageFeed(request);
  if (!feed) throw notFound("conversation");
  return eachWithFreshLoaders(feed, context);
}

function readPositions(since: readonly SeqPosition[]): Map<string, number> {
  if (since.length > MAX_POSITIONS)
    throw badInput("since", `At most ${MAX_POSITIONS} positions can be named.`, {
      limit: MAX_POSITIONS,
    });
  for (const { conversationId, seq } of since) {
    parseId(conversationId, "conversation");
    if (seq < 0) throw badInput("since", "A position is not negative.");
  }
  return new Map(since.map(({ conversationId, seq }) => [conversationId, seq]));
}
