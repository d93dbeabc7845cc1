import { Field, InputType } from "type-graphql";
import { DEVICE } from "../auth/auth.types.js";

@InputType({
  description: "A login by a token of the app's own, or of whoever signs its people in.",
})
export class ExchangeTokenInput {
  @Field(() => String, {
    description:
      "Whose token it is: one of `serverInfo.identityProviders`, as it is written there.",
  })
  issuer!: string;

  @Field(() => String, {
    description:
      "A JWT of that issuer's for this server, such as an ID token of OpenID Connect. One with a `jti` is good once.",
  })
  token!: string;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}
