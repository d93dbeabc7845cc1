import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdPrefix, Node } from "../../api/graphql/node.js";
import { PhoneNumber } from "../../api/graphql/phone-number.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import { Role } from "../../platform/core/role.js";
import { AuthProvider, Gender, User } from "./user.model.js";
import { Audience, DEFAULT_SETTINGS, Settings } from "./settings.model.js";

export const VIEWER_PREFIX = "viewer-";

@IdPrefix(VIEWER_PREFIX)
@ObjectType("Viewer", {
  implements: Node,
  simpleResolvers: true,
  description:
    "The signed-in account, with what its owner alone may read. Its `id` is not that of `user`, by which others know the account.",
})
export class Account extends Node {
  @Field(() => User, { description: "The account as others see it." })
  user!: User;

  @Field(() => EmailAddress, {
    description:
      "What the account is logged in by and where its mail goes; others are not shown it.",
  })
  email!: string;

  @Field(() => Gender, { description: "Others are not shown it." })
  gender!: Gender;

  @Field(() => Role, { description: "What the account may do on this server." })
  role!: Role;

  @Field(() => AuthProvider, { description: "How the account was made." })
  provider!: AuthProvider;

  @Field(() => Settings, { description: "What others are shown, and what is mailed." })
  settings!: Settings;
}

export function accountOf(user: User): Account {
  const { _id, email = "", gender, role, provider } = user;
  const id = _id.toHexString();
  const settings = { ...DEFAULT_SETTINGS, ...user.settings };
  return { id, _id, user, email, gender: gender ?? Gender.UNSPECIFIED, role, provider, settings };
}

@InputType({ description: "What is not given stays; null takes away where that is possible." })
export class ProfileInput {
  @Field(() => String, { nullable: true, description: "At most 60 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "At most 500 characters." })
  bio?: string | null;

  @Field(() => Gender, { nullable: true, description: "Null: it stays." })
  gender?: Gender | null;

  @Field(() => PhoneNumber, {
    nullable: true,
    description:
      "One can log in by it. Changing it needs the password, or a login of the last ten minutes (REAUTH_REQUIRED), and is told by mail. CONFLICT where it belongs to somebody else.",
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Of the account, for a change of `phone`; INVALID_CREDENTIALS where it is wrong. Null: a recent login does.",
  })
  currentPassword?: string | null;

  @Field(() => ID, { nullable: true, description: "Uploaded for the purpose AVATAR." })
  avatarId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: "At most three, uploaded for the purpose COVER; they take the place of all.",
  })
  coverIds?: string[] | null;
}

@InputType({ description: "What is not given stays." })
export class SettingsInput {
  @Field(() => Audience, {
    nullable: true,
    description: "Who sees presence and when the viewer was last there. Null: it stays.",
  })
  lastSeen?: Audience | null;

  @Field(() => Audience, {
    nullable: true,
    description: "Who sees how far the viewer has read. Null: it stays.",
  })
  readReceipts?: Audience | null;

  @Field(() => Audience, {
    nullable: true,
    description: "Who may add the viewer to groups without asking. Null: it stays.",
  })
  groupInvites?: Audience | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether unread messages are mailed after a while. Null: it stays.",
  })
  emailDigest?: boolean | null;
}
