import { Field, ID, InputType } from "type-graphql";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { ConversationKind } from "../membership/conversation.model.js";
import { MemberRole } from "../membership/membership.model.js";

@InputType({ description: "Somebody who is to be in a conversation: exactly one of the two ids." })
export class EnsureMemberInput {
  @Field(() => ID, { nullable: true, description: "Null: `externalId` says who." })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: "As it was given to `upsertUsers`." })
  externalId?: string | null;

  @Field(() => MemberRole, {
    nullable: true,
    description:
      "What they may do in a group. Left out or null: MEMBER for whoever is not in it yet, else what they are.",
  })
  role?: MemberRole | null;
}

@InputType({ description: "A conversation of the app's, as it is to be." })
export class EnsureConversationInput {
  @Field(() => ID, {
    description:
      "The app's own id of it: any characters, 1 to 256 bytes of UTF-8. One id, one conversation.",
  })
  externalId!: string;

  @Field(() => ConversationKind, { description: "It never changes: CONFLICT where it is another." })
  kind!: ConversationKind;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a group: 1 to 100 characters. Null or left out: it stays; a new group needs one. Not for a direct conversation.",
  })
  name?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description:
      "A patch of the conversation's metadata (RFC 7386): names that are left out stay, null takes one away. Null: it stays as it is.",
  })
  metadata?: JsonObject | null;

  @Field(() => [EnsureMemberInput], {
    description:
      "At most 512, each once. Of a direct conversation the two, who never change: CONFLICT where they have one already under another external id.",
  })
  members!: EnsureMemberInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "True: whoever is not named is taken out of the group.",
  })
  exact?: boolean | null;
}
