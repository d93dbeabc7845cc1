import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PhoneNumber } from "../graphql/phone-number.js";
import { EmailAddress } from "../graphql/scalars.js";
import { ChallengeMethod } from "../two-factor/two-factor.service.js";
import { Account } from "../users/account.types.js";
import { Gender } from "../users/user.model.js";

registerEnumType(ChallengeMethod, {
  name: "ChallengeMethod",
  description:
    "How the second factor is shown: by an authenticator app, or by a code kept for loss.",
});
const DEVICE = "A name for this device in the list of sessions: at most 100 characters.";

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

@ObjectType("LoginChallenge", {
  simpleResolvers: true,
  description: "The password was right; `answerChallenge` with the second factor gives the tokens.",
})
export class LoginChallengeType {
  @Field(() => String)
  token!: string;

  @Field(() => [ChallengeMethod])
  methods!: ChallengeMethod[];

  @Field(() => Date)
  expiresAt!: Date;
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

  @Field(() => LoginChallengeType, { nullable: true })
  challenge?: LoginChallengeType | null;
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
  @Field(() => String, { description: "At most 60 characters." })
  name!: string;

  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String, {
    description: "10 to 128 characters that are not easy to guess, else WEAK_PASSWORD.",
  })
  password!: string;

  @Field(() => PhoneNumber, {
    nullable: true,
    description: "One can log in by it, unless it belongs to somebody else.",
  })
  phone?: string | null;

  @Field(() => Gender, { nullable: true, defaultValue: Gender.UNSPECIFIED })
  gender!: Gender;
}

@InputType()
export class ConfirmEmailInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String, { description: "The eight digits from the mail." })
  code!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}

@InputType({ description: "Exactly one of email and phone." })
export class LoginInput {
  @Field(() => EmailAddress, { nullable: true })
  email?: string | null;

  @Field(() => PhoneNumber, { nullable: true })
  phone?: string | null;

  @Field(() => String)
  password!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}

@InputType()
export class GoogleLoginInput {
  @Field(() => String, { description: "As Google Identity Services hands it to the client." })
  idToken!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}

@InputType()
export class AnswerChallengeInput {
  @Field(() => String)
  token!: string;

  @Field(() => ChallengeMethod)
  method!: ChallengeMethod;

  @Field(() => String)
  code!: string;
}
