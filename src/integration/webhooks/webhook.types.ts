import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { ServerEventType } from "../server-events/server-event-type.model.js";

export enum WebhookState {
  ACTIVE = "ACTIVE",
  PAUSED = "PAUSED",
  FAILING = "FAILING",
}
registerEnumType(WebhookState, {
  name: "WebhookState",
  description: "How a webhook is.",
  valuesConfig: {
    ACTIVE: { description: "It is told as things happen." },
    PAUSED: { description: "Nothing is sent; what happens meanwhile is sent afterwards." },
    FAILING: { description: "Something was not taken, and is tried again; `lastError` says why." },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "Where a backend is told of what happens in all conversations.",
})
export class Webhook extends Node {
  @Field(() => String, { description: "Where events are posted to." })
  url!: string;

  @Field(() => [ServerEventType], { description: "What it is told of." })
  types!: ServerEventType[];

  @Field(() => WebhookState, { description: "Whether it is told, and takes it." })
  state!: WebhookState;

  @Field(() => Date, { description: "When it was made: it is told of what was written since." })
  createdAt!: Date;

  @Field(() => Int, {
    description: "For how long the oldest event has waited that it has not taken; 0: none waits.",
  })
  lagSeconds!: number;

  @Field(() => Int, {
    description:
      "How many entries of logs it was not told of yet, those of types that it does not want included.",
  })
  undelivered!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "Why an event was not taken last: `HTTP 503`, `timed out`. Null: it never happened.",
  })
  lastError!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "When it last took something, to the second; null: not yet.",
  })
  lastDeliveredAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "A webhook, and what its events are signed by." })
export class WebhookCreated {
  @Field(() => Webhook, { description: "As it is listed." })
  webhook!: Webhook;

  @Field(() => String, {
    description: "Shown this once: `whsec_…`, after Standard Webhooks.",
  })
  secret!: string;
}
