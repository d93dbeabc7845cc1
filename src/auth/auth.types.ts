import { Field, InputType, ObjectType } from "type-graphql";
import { EmailAddress } from "../graphql/scalars.js";
import { Gender } from "../users/user.model.js";
import { Account } from "../users/account.types.js";

@ObjectType({ simpleResolvers: true, description: "What a client keeps to act for the viewer." })
export class AuthTokens {
  @Field(() => String, { description: "Sent as `Authorization: <tokenType> <accessToken>`." })
  accessToken!: string;

  @Field(() => Date)
  accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description: "Good for one `refresh`; a retry within ten seconds gets the same successor.",
  })
  refreshToken!: string;

  @Field(() => Date)
  refreshTokenExpiresAt!: Date;

  @Field(() => String, { description: "The scheme of the Authorization value." })
  tokenType!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: "Either tokens and viewer, or a challenge to answer first.",
})
export class AuthResult {
  @Field(() => AuthTokens, { nullable: true })
  tokens?: AuthTokens | null;

  @Field(() => Account, { nullable: true })
  viewer?: Account | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "The same answer whether or not the address is known.",
})
export class CodeSent {
  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Date, { description: "Before this no other code is sent to that address." })
  resendAfter!: Date;
}

@InputType()
export class SignupInput {
  @Field(() => String)
  name!: string;

  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String, { description: "10 to 128 characters." })
  password!: string;

  @Field(() => Gender, { nullable: true, defaultValue: Gender.UNSPECIFIED })
  gender!: Gender;
}

@InputType()
export class ConfirmEmailInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String, { description: "The eight digits from the mail." })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for this device in the list of sessions.",
  })
  device?: string | null;
}

@InputType()
export class LoginInput {
  @Field(() => EmailAddress, { nullable: true })
  email?: string | null;

  @Field(() => String)
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for this device in the list of sessions.",
  })
  device?: string | null;
}
