import {
  Arg,
  FieldResolver,
  Int,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { Account } from "../../people/users/account.types.js";
import type { ViewerLog } from "../../people/viewer-log/viewer-log.service.js";
import { badInput } from "../../platform/core/errors.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import { LiveRequest } from "../realtime/live-request.js";
import type { ViewerEventService } from "./viewer-event.service.js";
import { ViewerEvent } from "./viewer-event.types.js";

interface Args {
  readonly since?: number | null;
}

@Resolver(() => Account)
export class ViewerEventsResolver {
  constructor(
    private readonly events: ViewerEventService,
    private readonly log: ViewerLog,
  ) {}

  @FieldResolver(() => Int, {
    description:
      "Where the log of what is the viewer's own ends: for `viewerEvents`. Ask for it before what is to be followed from there, not beside it.",
  })
  revision(@Root() { _id }: Account): Promise<number> {
    return this.log.head(_id);
  }

  @Subscription(() => ViewerEvent, {
    subscribe: ({ args, context }: SubscribeResolverData<unknown, Args, Context>) =>
      subscribe(args, context),
    description:
      "All that is the viewer's own: memberships, conversations that they come into, settings, profile, contacts and blocks, invitations, sessions. Each event has the thing as it is now, so that several changes of one can come as one event. What a message says of it is not repeated.",
  })
  viewerEvents(
    @Root() event: FeedEvent,
    @Arg("since", () => Int, {
      nullable: true,
      description:
        "A `viewerRevision`: where to go on from. Null: from now on. One beyond the end counts as the end.",
    })
    _since?: number | null,
  ): Promise<typeof ViewerEvent> {
    return this.events.of(event);
  }
}

function subscribe({ since }: Args, context: Context): LiveRequest {
  const viewer = requireViewer(context);
  if (typeof since === "number" && since < 0)
    throw badInput("since", "A position is not negative.");
  const id = viewer.userId.toHexString();
  return new LiveRequest(viewer, {
    logs: "viewer",
    order: "revision",
    conversationId: id,
    since: new Map(typeof since === "number" ? [[id, since]] : []),
    rootOf: (event) => event,
  });
}
