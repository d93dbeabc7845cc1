import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import type { Limits } from "../../platform/limits/limits.js";
import { accountOf } from "../../people/users/account.types.js";
import { AuthResult, CodeSent } from "../auth/auth.types.js";
import { ChangePasswordInput, ResetPasswordInput } from "./password.types.js";
import type { PasswordChangeService } from "./password-change.service.js";

@Resolver()
export class PasswordResolver {
  constructor(
    private readonly passwords: PasswordChangeService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => CodeSent, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Mails a code for `resetPassword`.",
  })
  async requestPasswordReset(
    @Arg("email", () => EmailAddress, {
      description: "Of an account; whether there is one is not told.",
    })
    email: string,
    @Ctx() { network }: Context,
  ): Promise<CodeSent> {
    await this.limits.take("codes", network);
    return this.passwords.requestReset(email);
  }

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Sets a new password and ends every session. Log in after it.",
  })
  async resetPassword(
    @Arg("input", () => ResetPasswordInput, {
      description: "The mailed code and the password from now on.",
    })
    input: ResetPasswordInput,
    @Ctx() { network }: Context,
  ): Promise<boolean> {
    await this.limits.take("codeTries", network);
    await this.passwords.reset(input.email, input.code, input.newPassword);
    return true;
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Ends every other session, and answers with new tokens for this one.",
  })
  async changePassword(
    @Arg("input", () => ChangePasswordInput, {
      description: "The password until now and from now on.",
    })
    input: ChangePasswordInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const { user, tokens } = await this.passwords.change(requireViewer(context), {
      current: input.currentPassword,
      next: input.newPassword,
    });
    return { tokens, viewer: accountOf(user) };
  }
}
