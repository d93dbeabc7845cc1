import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import type { Limits } from "../../platform/limits/limits.js";
import { AuthResult, CodeSent } from "../auth/auth.types.js";
import { ConfirmEmailInput, SignupInput, SignupStarted } from "./signup.types.js";
import { clientOf, resultOf } from "../auth/auth-result.js";
import type { LoginService } from "../auth/login.service.js";
import type { SignupProof } from "./signup-proof.service.js";
import type { SignupService } from "./signup.service.js";

@Resolver()
export class SignupResolver {
  constructor(
    private readonly signups: SignupService,
    private readonly logins: LoginService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SignupStarted, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Begins a sign-up and mails a code for `confirmEmail`, which makes the account. Many may begin one with the same address: only the one whose code and token come back becomes the account, the others are gone after 24 hours.",
  })
  async signup(
    @Arg("input", () => SignupInput, {
      description:
        "Who, and by which password. FORBIDDEN where the server takes no sign-ups with that address.",
    })
    input: SignupInput,
    @Ctx() { network }: Context,
  ): Promise<SignupStarted> {
    await this.limits.take("signup", network);
    return this.signups.signup({
      ...input,
      phone: input.phone ?? null,
      invitation: input.invitation ?? null,
    });
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Makes the account of the sign-up that the token (or the password) names, with the code that was mailed for it, and logs in.",
  })
  async confirmEmail(
    @Arg("input", () => ConfirmEmailInput, {
      description:
        "CODE_INVALID, CODE_EXPIRED or TOO_MANY_ATTEMPTS where the code does not do for that sign-up; INVALID_CREDENTIALS where the code is right and the password is not.",
    })
    input: ConfirmEmailInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    await this.limits.take("codeTries", context.network);
    const user = await this.signups.confirmEmail(input.email, proofOf(input));
    await this.logins.forgive({ email: input.email });
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
    @Arg("token", () => String, {
      nullable: true,
      description:
        "What `signup` answered: the code is for that sign-up. Null: for all that wait under the address.",
    })
    token: string | null | undefined,
    @Ctx() { network }: Context,
  ): Promise<CodeSent> {
    await this.limits.take("codes", network);
    return this.signups.resendCode(email, token ?? null);
  }
}

function proofOf({ code, token, password }: ConfirmEmailInput): SignupProof {
  if (typeof token === "string" && typeof password !== "string") return { code, by: { token } };
  if (typeof password === "string" && typeof token !== "string") return { code, by: { password } };
  throw badInput("input.token", "Give exactly one of token and password of the sign-up.");
}
