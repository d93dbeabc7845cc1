import { Ctx, FieldResolver, Int, registerEnumType, Resolver, Root } from "type-graphql";
import type { Context } from "../../api/graphql/context.js";
import { DependsOn } from "../../api/graphql/depends-on.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import { User } from "../users/user.model.js";
import { versionOf } from "../users/version.js";
import { ContactState, stateFor } from "./contact.js";
import { contactWith, isHidden } from "./hidden-profile.js";

registerEnumType(ContactState, {
  name: "ContactState",
  description: "What the viewer and a person are to one another.",
  valuesConfig: {
    NONE: { description: "Nothing: strangers, or a block stands in between." },
    REQUEST_SENT: { description: "The viewer has asked and waits for an answer." },
    REQUEST_RECEIVED: { description: "The other has asked and waits for the viewer's answer." },
    CONTACT: { description: "Contacts." },
  },
});

/** What a person is to the viewer, and what a block hides. */
@Resolver(() => User)
export class ContactFieldsResolver {
  @FieldResolver(() => ContactState, { description: "NONE also of the viewer's own account." })
  async contactState(@Root() user: User, @Ctx() context: Context): Promise<ContactState> {
    return stateFor(await contactWith(user, context), viewerId(context));
  }

  @FieldResolver(() => Boolean, {
    description: "Only of the viewer's own blocks: those of others are not told.",
  })
  async viewerHasBlocked(@Root() user: User, @Ctx() context: Context): Promise<boolean> {
    return (await contactWith(user, context)).blockedBy.includes(viewerId(context));
  }

  @DependsOn("blocks")
  @FieldResolver(() => String, {
    nullable: true,
    description: "A few words about the person. Null while a block stands, either way.",
  })
  async bio(@Root() user: User, @Ctx() context: Context): Promise<string | null> {
    return (await isHidden(user, context)) ? null : (user.bio ?? null);
  }

  @DependsOn("blocks")
  @FieldResolver(() => Int, {
    description:
      "Another number whenever something changes that the viewer sees of the person: name, picture, words, metadata, erasure. It says whether, and not which is newer.",
  })
  async version(@Root() user: User, @Ctx() context: Context): Promise<number> {
    return versionOf(user, await isHidden(user, context));
  }

  @DependsOn("blocks")
  @FieldResolver(() => JSONObject, {
    nullable: true,
    description:
      "What the app says of the person, for all who see them: nothing secret. Null: nothing, or hidden while a block stands, either way.",
  })
  async metadata(@Root() user: User, @Ctx() context: Context): Promise<JsonObject | null> {
    return user.metadata && !(await isHidden(user, context)) ? readMetadata(user.metadata) : null;
  }

  @DependsOn("blocks")
  @FieldResolver(() => Int, {
    description:
      "How often `metadata` was changed: for `ifRevision` of `patchUserMetadata`. 0 while a block stands, either way.",
  })
  async metadataRevision(@Root() user: User, @Ctx() context: Context): Promise<number> {
    const { metadataRevision = 0 } = user;
    return metadataRevision > 0 && !(await isHidden(user, context)) ? metadataRevision : 0;
  }
}

function viewerId({ viewer }: Context): string {
  return viewer?.userId.toHexString() ?? "";
}
