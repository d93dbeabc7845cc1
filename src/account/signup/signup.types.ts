import { Field, InputType, ObjectType } from "type-graphql";
import { PhoneNumber } from "../../api/graphql/phone-number.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import { Gender } from "../../people/users/user.model.js";
import { CodeSent, DEVICE } from "../auth/auth.types.js";

@ObjectType({
  simpleResolvers: true,
  description: "The same answer whether or not the address is known.",
})
export class SignupStarted extends CodeSent {
  @Field(() => String, {
    description:
      "For `confirmEmail`, beside the mailed code: opaque, good for 24 hours, told this once. It names this sign-up among all that were begun with the address.",
  })
  token!: string;
}

@InputType({ description: "A new account." })
export class SignupInput {
  @Field(() => String, { description: "At most 60 characters." })
  name!: string;

  @Field(() => EmailAddress, { description: "Gets the code, and stays the name to log in by." })
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

  @Field(() => Gender, {
    nullable: true,
    defaultValue: Gender.UNSPECIFIED,
    description: "Only its owner is shown it.",
  })
  gender!: Gender;

  @Field(() => String, {
    nullable: true,
    description: "From whoever runs the server, where it takes sign-ups by invitation.",
  })
  invitation?: string | null;
}

@InputType({ description: "Proof of an address, and of the sign-up that is meant." })
export class ConfirmEmailInput {
  @Field(() => EmailAddress, { description: "As it was given to `signup`." })
  email!: string;

  @Field(() => String, {
    description:
      "The eight digits from the mail, as typed or pasted: grouped, in digits of any script, or with their sentence.",
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "What `signup` answered. Exactly one of token and password is given.",
  })
  token?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "As it was given to `signup`: for another device, which has no token.",
  })
  password?: string | null;

  @Field(() => String, { nullable: true, description: DEVICE })
  device?: string | null;
}
