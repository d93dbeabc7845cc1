import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import type { Limits } from "../../platform/limits/limits.js";
import { AuthResult, CodeSent, ConfirmEmailInput, SignupInput } from "../auth/auth.types.js";
import { clientOf, resultOf } from "../auth/auth-result.js";
import type { LoginService } from "../auth/login.service.js";
import type { SignupService } from "./signup.service.js";

@Resolver()
export class SignupResolver {
  constructor(
    private readonly signups: SignupService,
    private readonly logins: LoginService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => CodeSent, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Makes an account and mails a code for `confirmEmail`.",
  })
  async signup(
    @Arg("input", () => SignupInput, { description: "Who, and by which password." })
    input: SignupInput,
    @Ctx() { network }: Context,
  ): Promise<CodeSent> {
    await this.limits.take("signup", network);
    return this.signups.signup({ ...input, phone: input.phone ?? null });
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Proves the address with the mailed code, and logs in.",
  })
  async confirmEmail(
    @Arg("input", () => ConfirmEmailInput, {
      description: "CODE_INVALID, CODE_EXPIRED or TOO_MANY_ATTEMPTS where the code does not do.",
    })
    input: ConfirmEmailInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    await this.limits.take("codeTries", context.network);
    const user = await this.signups.confirmEmail(input.email, input.code);
    return resultOf(await this.logins.enter(user, client));
  }

  @Mutation(() => CodeSent, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Mails another code for `confirmEmail`; the one before is dead. A minute apart, at most 3 an hour and 5 a day for one address.",
  })
  async resendCode(
    @Arg("email", () => EmailAddress, {
      description: "As it was given to `signup`; whether it was is not told.",
    })
    email: string,
    @Ctx() { network }: Context,
  ): Promise<CodeSent> {
    await this.limits.take("codes", network);
    return this.signups.resendCode(email);
  }
}
