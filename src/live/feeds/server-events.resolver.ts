import {
  Arg,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { requireService, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import { ForServicesAlone } from "../../api/graphql/for-services.js";
import { FIRST, pageSize } from "../../api/graphql/page-request.js";
import { ServerEventType } from "../../integration/server-events/server-event-type.model.js";
import { SERVER_LOG_ID } from "../../integration/server-events/server-log.service.js";
import { badInput } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { Scope } from "../../platform/core/service.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import { LiveRequest } from "../realtime/live-request.js";
import { entryOf, serverEventFeed, type ServerEventFeed } from "./server-event-feed.js";
import { ServerEvent, ServerEventPage } from "./server-event.types.js";

/** A key has its own end, which closes the socket. */
const NEVER = new Date(8.64e15);

interface Args {
  readonly since?: string | null;
  readonly types?: readonly ServerEventType[] | null;
}

const SINCE = "A `position` that this server gave out; any other is BAD_USER_INPUT.";
const OF_TYPES = "Only events of these types; null: of all.";

@Resolver()
export class ServerEventsResolver {
  constructor(private readonly feed: ServerEventFeed) {}

  @ForServicesAlone(Scope.EVENTS_READ)
  @Query(() => ServerEventPage, {
    complexity: pageCost,
    description:
      "For services: what has happened in all conversations, in order within each. It is kept from the first time on that it is asked for.",
  })
  serverEvents(
    @Arg("since", () => String, {
      nullable: true,
      description: `${SINCE} Null: from the oldest that is kept.`,
    })
    since: string | null | undefined,
    @Arg("types", () => [ServerEventType], { nullable: true, description: OF_TYPES })
    types: ServerEventType[] | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: FIRST }) first: number | null,
  ): Promise<ServerEventPage> {
    const size = pageSize(first, "first");
    return this.feed.page({ since: since ?? null, types: choiceOf(types), size });
  }

  @ForServicesAlone(Scope.EVENTS_READ)
  @Subscription(() => ServerEvent, {
    name: "serverEvents",
    subscribe: ({ args, context }: SubscribeResolverData<unknown, Args, Context>) =>
      subscribe(args, context),
    description: "For services: the same as it happens, after what was missed since a position.",
  })
  follow(
    @Root() event: FeedEvent,
    @Arg("since", () => String, {
      nullable: true,
      description: `${SINCE} Null: from now on.`,
    })
    _since?: string | null,
    @Arg("types", () => [ServerEventType], { nullable: true, description: OF_TYPES })
    _types?: ServerEventType[] | null,
  ): Promise<typeof ServerEvent> {
    return this.feed.of(event);
  }
}

/** A key may read all of it, whichever it is: all of them read as one. */
async function subscribe({ since, types }: Args, context: Context): Promise<LiveRequest> {
  const { keyId: sessionId } = requireService(context);
  const from = await context.feeds.get(serverEventFeed).placeOf(since ?? null);
  const choice = choiceOf(types);
  const id = SERVER_LOG_ID.toHexString();
  const reader = { userId: SERVER_LOG_ID, sessionId, role: Role.USER, expiresAt: NEVER };
  return new LiveRequest(reader, {
    logs: "server",
    order: "revision",
    conversationId: id,
    since: new Map(from === null ? [] : [[id, from]]),
    choice: choice?.toSorted().join(" ") ?? "",
    rootOf: (event) =>
      event.kind === "entry" && choice && !choice.includes(entryOf(event).type) ? null : event,
  });
}

/** Null: all. */
function choiceOf(types: readonly ServerEventType[] | null | undefined) {
  if (types?.length === 0) throw badInput("types", "None would be told of: leave it out for all.");
  return types ? [...new Set(types)] : null;
}
