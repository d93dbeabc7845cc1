import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { PATCH } from "../../api/graphql/metadata-arguments.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import { Scope } from "../../platform/core/service.js";
import { Message } from "../log/message.model.js";
import type { MessageMetadata, Patcher } from "./message-metadata.service.js";

@Resolver(() => Message)
export class MessageMetadataResolver {
  constructor(private readonly data: MessageMetadata) {}

  @ForServices(Scope.MESSAGES_WRITE)
  @Mutation(() => Message, {
    description:
      "One's own, at any time; also those of others where the type says that members may; and services for every message: a change of the kind METADATA, and no edit. BLOCKED in a direct conversation where a block stands in between.",
  })
  patchMessageMetadata(
    @Arg("id", () => ID, { description: "NOT_FOUND unless the viewer may read it." }) id: string,
    @Arg("patch", () => JSONObject, { description: PATCH }) patch: JsonObject,
    @Arg("ifRevision", () => Int, {
      nullable: true,
      description: "The `revision` at hand: REVISION_CONFLICT where it has another by now.",
    })
    ifRevision: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<Message> {
    return this.data.patch(patcherOf(context), id, { patch, ifRevision, field: "patch" });
  }

  @FieldResolver(() => JSONObject, {
    nullable: true,
    description:
      "Data of the app's own. Null: none, and once the message is deleted. It cannot be searched.",
  })
  metadata(@Root() { metadata }: Message): JsonObject | null {
    return readMetadata(metadata);
  }
}

/** The guard has looked at the scope of a service. */
function patcherOf(context: Context): Patcher {
  const { service, viewer } = context;
  return service && !viewer ? service : requireViewer(context);
}
