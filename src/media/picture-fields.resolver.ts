import type { Types } from "mongoose";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Conversation } from "../conversations/conversation.model.js";
import type { Context } from "../graphql/context.js";
import { User } from "../users/user.model.js";
import { Attachment } from "./attachment.model.js";

@Resolver(() => User)
export class UserPicturesResolver {
  @FieldResolver(() => Attachment, { nullable: true, description: "Null: none." })
  avatar(@Root() { avatarId }: User, @Ctx() context: Context): Promise<Attachment | null> {
    return load(avatarId, context);
  }

  @FieldResolver(() => [Attachment], { description: "At most three." })
  async covers(@Root() { coverIds = [] }: User, @Ctx() context: Context): Promise<Attachment[]> {
    const found = await Promise.all(coverIds.map((id) => load(id, context)));
    return found.filter((cover) => cover !== null);
  }
}

@Resolver(() => Conversation)
export class GroupPictureResolver {
  @FieldResolver(() => Attachment, { nullable: true, description: "Of a group only." })
  avatar(@Root() { avatarId }: Conversation, @Ctx() context: Context): Promise<Attachment | null> {
    return load(avatarId, context);
  }
}

async function load(
  id: Types.ObjectId | null | undefined,
  { loaders }: Context,
): Promise<Attachment | null> {
  return id ? loaders.attachment.load(id.toHexString()) : null;
}
