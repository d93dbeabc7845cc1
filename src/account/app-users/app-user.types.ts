import { Field, ID, InputType, ObjectType } from "type-graphql";
import { EmailAddress, JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { User, UserKind } from "../../people/users/user.model.js";

@InputType({
  description:
    "A user of the app. Of one who is here already, what is left out stays as it is, and null takes away.",
})
export class UpsertUserInput {
  @Field(() => ID, {
    description:
      "The app's own id: any characters, 1 to 256 bytes of UTF-8, told apart by each byte. One id, one account.",
  })
  externalId!: string;

  @Field(() => String, { description: "1 to 60 characters." })
  name!: string;

  @Field(() => UserKind, {
    nullable: true,
    description:
      "Null or left out: PERSON for a new account, else as it is. It never changes: CONFLICT.",
  })
  kind?: UserKind | null;

  @Field(() => EmailAddress, {
    nullable: true,
    description:
      "Where the account's mail goes; the app answers for it. CONFLICT where another account has it. A bot has none: BAD_USER_INPUT.",
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A picture of the app's own: an address with https, at most 2,048 characters. The server never fetches it.",
  })
  avatarUrl?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description:
      "A patch of what the app says of the person (RFC 7386): names that are left out stay, null takes one away. Null: none is left.",
  })
  metadata?: JsonObject | null;
}

@ObjectType({ simpleResolvers: true, description: "What became of one of `upsertUsers`." })
export class UpsertedUser {
  @Field(() => User, { description: "The account as it is now." })
  user!: User;

  @Field(() => Boolean, { description: "False: it was here already." })
  created!: boolean;
}
