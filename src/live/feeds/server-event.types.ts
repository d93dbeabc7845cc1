import { createUnionType, Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { JSONObject } from "../../api/graphql/scalars.js";
import { ServerEventType } from "../../integration/server-events/server-event-type.model.js";
import type { JsonObject } from "../../platform/core/json-object.js";

@InterfaceType("ServerPosition", { description: "A place in the log of all conversations." })
abstract class Positioned {
  @Field(() => String, {
    description:
      "Where to go on from once this was received: for `since`, of the query and of the subscription alike.",
  })
  position!: string;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "Something was written in a conversation.",
})
export class LogEvent extends Positioned {
  @Field(() => ID, {
    description:
      "The conversation and the revision, as webhooks have it as `webhook-id`: the same however often and wherever it is read.",
  })
  eventId!: string;

  @Field(() => ServerEventType, { description: "What happened." })
  type!: ServerEventType;

  @Field(() => Date, { description: "When that was." })
  timestamp!: Date;

  @Field(() => JSONObject, {
    description:
      "What webhooks send as `data`: the message as it is now, which may be of a later revision; then that comes as an event of its own.",
  })
  data!: JsonObject;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "What was missed has been sent; from here on it is live. Always sent.",
})
export class ServerCaughtUp extends Positioned {
  @Field(() => Int, {
    description: "How many entries of the log were sent, or passed over, before.",
  })
  replayedCount!: number;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description:
    "Too much was missed to send: read it by the query, from where you are to `position`. The stream goes on live from there.",
})
export class ServerResyncRequired extends Positioned {
  @Field(() => Int, { description: "How many entries are not sent: more than 10000." })
  missed!: number;
}

const TYPES = [LogEvent, ServerCaughtUp, ServerResyncRequired] as const;

export const ServerEvent = createUnionType({
  name: "ServerEvent",
  description: "What the subscription serverEvents sends.",
  types: () => TYPES,
  resolveType: (event) => TYPES.find((type) => event instanceof type),
});
export type ServerEvent = InstanceType<(typeof TYPES)[number]>;

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "A page of the log of all conversations, oldest first.",
})
export class ServerEventPage extends Positioned {
  @Field(() => [LogEvent], {
    description: "None: nothing has happened since, or nothing of these types in this stretch.",
  })
  events!: LogEvent[];

  @Field(() => Boolean, { description: "Whether there is more behind `position` already." })
  hasMore!: boolean;

  @Field(() => Int, {
    description:
      "How many entries after `since` are left out, as they are not kept any longer: above 0 load anew what you keep.",
  })
  missed!: number;
}
