import { Field, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description: "Shown this once. Nothing counts before `enableTwoFactor`.",
})
export class TwoFactorSetup {
  @Field(() => String, { description: "For the QR code that authenticator apps read." })
  otpauthUrl!: string;

  @Field(() => [String], { description: "Each is good for one login, for when the app is lost." })
  recoveryCodes!: string[];
}
