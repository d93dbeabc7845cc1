import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { Account, accountOf } from "../../people/users/account.types.js";
import type { TwoFactorChangeService } from "./two-factor-change.service.js";
import type { TwoFactorService } from "./two-factor.service.js";
import { TwoFactorSetup } from "./two-factor.types.js";

const PASSWORD = "Of the viewer; INVALID_CREDENTIALS where it is wrong.";

@Resolver(() => Account)
export class TwoFactorResolver {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly changes: TwoFactorChangeService,
  ) {}

  @FieldResolver(() => Boolean, { description: "Whether a login needs a second factor." })
  twoFactorEnabled(@Root() { user }: Account): Promise<boolean> {
    return this.twoFactor.isEnabled(user);
  }

  @Mutation(() => TwoFactorSetup, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Makes a secret for an authenticator app. CONFLICT where one is in use.",
  })
  beginTwoFactor(
    @Arg("password", () => String, { description: PASSWORD }) password: string,
    @Ctx() context: Context,
  ): Promise<TwoFactorSetup> {
    return this.changes.begin(requireViewer(context), password);
  }

  @Mutation(() => Account, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Takes the first code of the app: from now on every login needs one. Ends other sessions.",
  })
  async enableTwoFactor(
    @Arg("code", () => String, {
      description: "Six digits that the app shows; CODE_INVALID where they are wrong.",
    })
    code: string,
    @Ctx() context: Context,
  ): Promise<Account> {
    return accountOf(await this.changes.enable(requireViewer(context), code));
  }

  @Mutation(() => Account, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "`code` is of the app or a recovery code. Ends other sessions, and this one where it is an administrator's that needs the second factor.",
  })
  async disableTwoFactor(
    @Arg("code", () => String, { description: "CODE_INVALID where it is wrong." }) code: string,
    @Arg("password", () => String, { description: PASSWORD }) password: string,
    @Ctx() context: Context,
  ): Promise<Account> {
    return accountOf(await this.changes.disable(requireViewer(context), code, password));
  }
}
