import { createUnionType, Field, ID, Int, ObjectType } from "type-graphql";
import type { FeedEvent } from "../realtime/feed-event.js";
import { messageOf } from "./feed-request.js";
import { Message, MessageChange } from "../../chat/log/message.model.js";

@ObjectType({ simpleResolvers: true, description: "A new message, or one that changed." })
export class MessageChanged {
  @Field(() => MessageChange, {
    description: "CREATED wherever the subscriber cannot have had the message before.",
  })
  change!: MessageChange;

  @Field(() => ID, { description: "Where the message is." })
  conversationId!: string;

  @Field(() => Int, { description: "The position to resume from once this was received." })
  revision!: number;

  @Field(() => Boolean, { description: "False once the subscription is live." })
  replayed!: boolean;

  @Field(() => Message, { description: "In its latest state." })
  message!: Message;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The replay is over; from here on it is live. Always sent, also when nothing was missed.",
})
class CaughtUp {
  @Field(() => Int, { description: "How many MessageChanged were sent before this." })
  replayedCount!: number;

  @Field(() => Int, {
    description: "As `replayedCount`.",
    deprecationReason: "`replayedCount`: MessageChanged has a Boolean of this name.",
  })
  replayed!: number;

  @Field(() => [ID], {
    description:
      "The viewer's conversations that `since` did not name, so that a client can load those it has never seen.",
  })
  unlisted!: readonly string[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Too much was missed in that conversation to replay: load it by query; the stream goes on live from `revision`.",
})
class ResyncRequired {
  @Field(() => ID, { description: "What to load anew." })
  conversationId!: string;

  @Field(() => Int, { description: "Where the stream goes on: what came later is sent." })
  revision!: number;

  @Field(() => Int, {
    description: "How many changes are not sent: more than `replayMaxMessages`.",
  })
  missed!: number;
}

export const ConversationEvent = createUnionType({
  name: "ConversationEvent",
  description: "What conversationEvents sends.",
  types: () => [MessageChanged, CaughtUp, ResyncRequired] as const,
  resolveType: (event) =>
    "change" in event ? MessageChanged : "missed" in event ? ResyncRequired : CaughtUp,
});

export function conversationEventOf(event: FeedEvent): typeof ConversationEvent {
  switch (event.kind) {
    case "entry": {
      const { isNew, replayed } = event;
      const message = messageOf(event);
      const conversationId = message.conversationId.toHexString();
      const { revision } = message;
      const change = isNew ? MessageChange.CREATED : message.change;
      return { change, conversationId, revision, replayed, message };
    }
    case "caughtUp":
      return {
        replayedCount: event.replayed,
        replayed: event.replayed,
        unlisted: event.unlisted,
      };
    case "resync": {
      const { conversationId, position, missed } = event;
      return { conversationId, revision: position, missed };
    }
  }
}
