import { Field, InputType } from "type-graphql";
import { EmailAddress } from "../graphql/scalars.js";

@InputType()
export class ResetPasswordInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String, { description: "The eight digits from the mail." })
  code!: string;

  @Field(() => String, { description: "10 to 128 characters that are not easy to guess." })
  newPassword!: string;
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string;

  @Field(() => String, { description: "10 to 128 characters that are not easy to guess." })
  newPassword!: string;
}
