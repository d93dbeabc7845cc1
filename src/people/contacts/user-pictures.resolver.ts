import type { Types } from "mongoose";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { isHidden } from "./hidden-profile.js";
import type { Context } from "../../api/graphql/context.js";
import { DependsOn } from "../../api/graphql/depends-on.js";
import { User } from "../users/user.model.js";
import { Attachment } from "../../files/media/attachment.model.js";
import { attachmentById } from "../../files/media/attachment-loaders.js";

@Resolver(() => User)
export class UserPicturesResolver {
  @DependsOn("blocks")
  @FieldResolver(() => Attachment, {
    nullable: true,
    description: "Null: none, or hidden while a block stands, either way.",
  })
  async avatar(@Root() user: User, @Ctx() context: Context): Promise<Attachment | null> {
    if (!user.avatarId || (await isHidden(user, context))) return null;
    return load(user.avatarId, context);
  }

  @DependsOn("blocks")
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "A picture of the app's own, elsewhere, with https: to show where there is no `avatar`. Null: none, or hidden while a block stands, either way.",
  })
  async avatarUrl(@Root() user: User, @Ctx() context: Context): Promise<string | null> {
    return user.avatarUrl && !(await isHidden(user, context)) ? user.avatarUrl : null;
  }

  @DependsOn("blocks")
  @FieldResolver(() => [Attachment], {
    description: "At most three; none while a block stands, either way.",
  })
  async covers(@Root() user: User, @Ctx() context: Context): Promise<Attachment[]> {
    const { coverIds = [] } = user;
    if (coverIds.length === 0 || (await isHidden(user, context))) return [];
    const found = await Promise.all(coverIds.map((id) => load(id, context)));
    return found.filter((cover) => cover !== null);
  }
}

async function load(
  id: Types.ObjectId | null | undefined,
  { loaders }: Context,
): Promise<Attachment | null> {
  return id ? loaders.get(attachmentById).load(id.toHexString()) : null;
}
