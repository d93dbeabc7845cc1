import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../api/graphql/context.js";
import { Attachment } from "../../files/media/attachment.model.js";
import { Conversation } from "../membership/conversation.model.js";
import { attachmentById } from "../../files/media/attachment-loaders.js";

@Resolver(() => Conversation)
export class GroupPictureResolver {
  @FieldResolver(() => Attachment, { nullable: true, description: "Of a group only." })
  async avatar(
    @Root() { avatarId }: Conversation,
    @Ctx() { loaders }: Context,
  ): Promise<Attachment | null> {
    return avatarId ? loaders.get(attachmentById).load(avatarId.toHexString()) : null;
  }
}
