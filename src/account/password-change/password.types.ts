import { Field, InputType } from "type-graphql";
import { EmailAddress } from "../../api/graphql/scalars.js";

@InputType({ description: "A new password by a mailed code." })
export class ResetPasswordInput {
  @Field(() => EmailAddress, { description: "That the code was mailed to." })
  email!: string;

  @Field(() => String, { description: "The eight digits from the mail, as typed or pasted." })
  code!: string;

  @Field(() => String, { description: "10 to 128 characters that are not easy to guess." })
  newPassword!: string;
}

@InputType({ description: "A new password by the old one." })
export class ChangePasswordInput {
  @Field(() => String, {
    description:
      "INVALID_CREDENTIALS where it is wrong, RATE_LIMITED after ten wrong ones in 15 minutes.",
  })
  currentPassword!: string;

  @Field(() => String, { description: "10 to 128 characters that are not easy to guess." })
  newPassword!: string;
}
