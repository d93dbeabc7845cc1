import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { AdministrationService } from "../../account/administration/administration.service.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import { Role } from "../../platform/core/role.js";
import { Scope } from "../../platform/core/service.js";
import { MessageType } from "./message-type.model.js";
import type { MessageTypes } from "./message-types.service.js";

const TYPES_COST = 100;

@Resolver(() => MessageType)
export class MessageTypesResolver {
  constructor(
    private readonly types: MessageTypes,
    private readonly administration: Pick<AdministrationService, "require">,
  ) {}

  @ForServices(Scope.MESSAGES_WRITE)
  @Query(() => [MessageType], {
    complexity: TYPES_COST,
    description: "The kinds of messages of the app's own, by their names: at most 100.",
  })
  messageTypes(): Promise<MessageType[]> {
    return this.types.all();
  }

  @ForServices(Scope.MESSAGES_WRITE)
  @Mutation(() => MessageType, {
    description:
      "For services and SUPER_ADMIN. Registered again, a type is what was said last: messages that are there stay as they are, until they are patched. LIMIT_REACHED above 100 types.",
  })
  async registerMessageType(
    @Arg("name", () => String, {
      description: "Such as `shop.order`: at most 60 of a-z, 0-9 and `. _ -`.",
    })
    name: string,
    @Arg("schema", () => JSONObject, {
      description:
        "What the metadata of such a message is: a JSON Schema of the dialect 2020-12, of at most 8 KiB and 16 levels, with references to its own `$defs` alone. BAD_USER_INPUT, with the path, for what is no schema, for one of more than 1,000 steps with its references written out, and for a pattern that is not matched in one pass.",
    })
    schema: JsonObject,
    @Arg("membersMayPatch", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "Whether all members may patch the metadata of such a message: for polls.",
    })
    membersMayPatch: boolean | null,
    @Ctx() context: Context,
  ): Promise<MessageType> {
    // A service was let in by its scope.
    if (!context.service || context.viewer)
      await this.administration.require(requireViewer(context), Role.SUPER_ADMIN);
    return this.types.register(name, { schema, membersMayPatch: membersMayPatch ?? false });
  }

  @FieldResolver(() => String, { description: "What `type` of such a message says." })
  name(@Root() { _id }: MessageType): string {
    return _id;
  }

  @FieldResolver(() => JSONObject, { description: "What the metadata of such a message is." })
  schema(@Root() { schema }: MessageType): JsonObject {
    return readMetadata(schema) ?? {};
  }
}
