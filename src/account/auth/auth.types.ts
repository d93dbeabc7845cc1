import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PhoneNumber } from "../../api/graphql/phone-number.js";
import { EmailAddress, WebAuthnJson } from "../../api/graphql/scalars.js";
import { CREDENTIAL } from "../passkeys/passkey.types.js";
import { ChallengeMethod } from "../two-factor/two-factor.service.js";
import { Account } from "../../people/users/account.types.js";

registerEnumType(ChallengeMethod, {
  name: "ChallengeMethod",
  description:
    "How the second factor is shown: by an authenticator app, by a code kept for loss, or by a passkey.",
  valuesConfig: {
    PASSKEY: { description: "One of the account's passkeys: see `passkeyOptions`." },
    RECOVERY_CODE: { description: "One of the ten codes of the set-up, each good once." },
    TOTP: { description: "The six digits that the app shows." },
  },
});
/** What every way to sign in says of its argument `device`. */
export const DEVICE = "A name for this device in the list of sessions: at most 100 characters.";

@ObjectType({ simpleResolvers: true, description: "What a client keeps to act for the viewer." })
export class AuthTokens {
  @Field(() => String, { description: "Sent as `Authorization: <tokenType> <accessToken>`." })
  accessToken!: string;

  @Field(() => Date, {
    description: "15 minutes after it was issued, and never after the session.",
  })
  accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description: "Good for one `refresh`; a retry within ten seconds gets the same successor.",
  })
  refreshToken!: string;

  @Field(() => Date, {
    description:
      "When the session ends unless it is refreshed: after 30 days, for admins after one hour.",
  })
  refreshTokenExpiresAt!: Date;

  @Field(() => String, {
    description:
      "The scheme of the Authorization value. An administrator whose server asks for a second factor acts as a user, under the user scheme, until two-factor login is on.",
  })
  tokenType!: string;
}

@ObjectType("LoginChallenge", {
  simpleResolvers: true,
  description: "The password was right; `answerChallenge` with the second factor gives the tokens.",
})
export class LoginChallengeType {
  @Field(() => String, { description: "For `answerChallenge`: good for one login." })
  token!: string;

  @Field(() => [ChallengeMethod], { description: "What the account takes as second factor." })
  methods!: ChallengeMethod[];

  @Field(() => Date, { description: "Five minutes after the password." })
  expiresAt!: Date;

  @Field(() => WebAuthnJson, {
    nullable: true,
    description:
      "For `PublicKeyCredential.parseRequestOptionsFromJSON`; null unless PASSKEY is among `methods`.",
  })
  passkeyOptions?: Record<string, unknown> | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "Either tokens and viewer, or a challenge to answer first.",
})
export class AuthResult {
  @Field(() => AuthTokens, { nullable: true, description: "Null while a challenge is open." })
  tokens?: AuthTokens | null;

  @Field(() => Account, {
    nullable: true,
    description: "Whose tokens they are; null while a challenge is open.",
  })
  viewer?: Account | null;

  @Field(() => LoginChallengeType, {
    nullable: true,
    description: "Null unless the account has two-factor login.",
  })
  challenge?: LoginChallengeType | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "The same answer whether or not the address is known.",
})
export class CodeSent {
  @Field(() => Date, {
    description: "Until when the code that was sent last is good: ten minutes after it.",
  })
  expiresAt!: Date;

  @Field(() => Date, { description: "Before this no other code is sent to that address." })
  resendAfter!: Date;
}

@InputType({ description: "Exactly one of email and phone." })
export class LoginInput {
  @Field(() => EmailAddress, { nullable: true, description: "Null: log in by the number." })
  email?: string | null;

  @Field(() => PhoneNumber, { nullable: true, description: "Null: log in by the address." })
  phone?: string | null;

  @Field(() => String, { description: "Of the account." })
  password!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}

@InputType({ description: "A login by a Google account." })
export class GoogleLoginInput {
  @Field(() => String, { description: "As Google Identity Services hands it to the client." })
  idToken!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}

@InputType({ description: "An answer to a LoginChallenge." })
export class AnswerChallengeInput {
  @Field(() => String, { description: "Of the challenge." })
  token!: string;

  @Field(() => ChallengeMethod, { description: "What `code` is, or that it is a passkey." })
  method!: ChallengeMethod;

  @Field(() => String, {
    nullable: true,
    description:
      "Six digits, or a recovery code; case, spaces, dashes and words around it do not matter. Null: `credential` is given.",
  })
  code?: string | null;

  @Field(() => WebAuthnJson, {
    nullable: true,
    description: `For PASSKEY, as answer to \`passkeyOptions\`. ${CREDENTIAL}`,
  })
  credential?: Record<string, unknown> | null;
}

@InputType({ description: "A login by a passkey." })
export class PasskeyLoginInput {
  @Field(() => WebAuthnJson, { description: CREDENTIAL })
  credential!: Record<string, unknown>;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}
