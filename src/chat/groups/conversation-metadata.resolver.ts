import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from "type-graphql";
import { actorOf, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { IF_METADATA_REVISION, PATCH } from "../../api/graphql/metadata-arguments.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import { Scope } from "../../platform/core/service.js";
import { OWN_GROUP } from "../conversations/conversation.types.js";
import { Conversation } from "../membership/conversation.model.js";
import type { ConversationMetadata } from "./conversation-metadata.service.js";

@Resolver(() => Conversation)
export class ConversationMetadataResolver {
  constructor(private readonly data: ConversationMetadata) {}

  @ForServices(Scope.CONVERSATIONS_WRITE)
  @Mutation(() => Conversation, {
    description:
      "Owners and admins of a group, and services for every conversation. It is no entry of the log: others read it when they ask.",
  })
  patchConversationMetadata(
    @Arg("id", () => ID, { description: OWN_GROUP }) id: string,
    @Arg("patch", () => JSONObject, { description: PATCH }) patch: JsonObject,
    @Arg("ifRevision", () => Int, { nullable: true, description: IF_METADATA_REVISION })
    ifRevision: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<Conversation> {
    return this.data.patch(actorOf(context), id, { patch, ifRevision, field: "patch" });
  }

  @FieldResolver(() => JSONObject, {
    nullable: true,
    description: "Data of the app's own, which all members read.",
  })
  metadata(@Root() { metadata }: Conversation): JsonObject | null {
    return readMetadata(metadata);
  }

  @FieldResolver(() => Int, { description: "How often `metadata` was changed." })
  metadataRevision(@Root() { metadataRevision = 0 }: Conversation): number {
    return metadataRevision;
  }
}
