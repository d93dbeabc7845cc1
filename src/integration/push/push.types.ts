import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { PushKind, PushPayload } from "../../platform/core/push.js";
import type { PushTargetRow } from "./push-target.model.js";

registerEnumType(PushPayload, {
  name: "PushPayload",
  description: "How much a notification says to whoever carries it.",
  valuesConfig: {
    FULL: { description: "Who writes what: the first 200 characters." },
    IDS_ONLY: { description: "Ids alone: the device asks for the rest." },
  },
});

@InputType({ description: "Of a browser's `PushSubscription`, as its `toJSON()` gives them." })
export class WebPushKeysInput {
  @Field(() => String, { description: "A point of the curve P-256, base64url." })
  p256dh!: string;

  @Field(() => String, { description: "16 bytes, base64url." })
  auth!: string;
}

@ObjectType("PushTarget", {
  implements: Node,
  simpleResolvers: true,
  description: "Where one of the viewer's devices is told of messages while its app is closed.",
})
export class PushTargetType extends Node {
  @Field(() => PushKind, { description: "Through whose service." })
  kind!: PushKind;

  @Field(() => PushPayload, { description: "How much it is told." })
  payload!: PushPayload;

  @Field(() => ID, { description: "Of `sessions`: it ends with that one." })
  sessionId!: string;

  @Field(() => Date, { description: "When it was registered last." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When its service last took something." })
  lastSentAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Why its service did not take something last, such as `HTTP 503`; null: it did.",
  })
  lastError!: string | null;
}

export function pushTargetOf(row: PushTargetRow): PushTargetType {
  const { _id, kind, payload, createdAt, lastSentAt = null, lastError = null } = row;
  const sessionId = row.sessionId.toHexString();
  return { _id, kind, payload, sessionId, createdAt, lastSentAt, lastError } as PushTargetType;
}
