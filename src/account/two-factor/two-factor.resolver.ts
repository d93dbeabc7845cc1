import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { WebAuthnJson } from "../../api/graphql/scalars.js";
import { Account, accountOf } from "../../people/users/account.types.js";
import type { TwoFactorChangeService } from "./two-factor-change.service.js";
import { PasskeyRequest, SHOWN_PASSKEY } from "../passkeys/passkey.types.js";
import type { SecondFactorService } from "./second-factor.service.js";
import { ChallengeMethod, type TwoFactorService } from "./two-factor.service.js";
import { TwoFactorSetup } from "./two-factor.types.js";

const PASSWORD = "Of the viewer; INVALID_CREDENTIALS where it is wrong.";
const INSTEAD_OF_APP =
  "In place of the code, what a passkey has signed after `beginPasskeyProof`: then no app is needed.";

@Resolver(() => Account)
export class TwoFactorResolver {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly secondFactor: SecondFactorService,
    private readonly changes: TwoFactorChangeService,
  ) {}

  @FieldResolver(() => Boolean, { description: "Whether a login needs a second factor." })
  twoFactorEnabled(@Root() { user }: Account): Promise<boolean> {
    return this.twoFactor.isEnabled(user);
  }

  @FieldResolver(() => [ChallengeMethod], {
    description: "By what a login shows the second factor; empty where it needs none.",
  })
  twoFactorMethods(@Root() { user }: Account): Promise<ChallengeMethod[]> {
    return this.secondFactor.methods(user);
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
      "Takes the first code of the app, or a passkey in its place: from now on every login by a password needs one. Ends other sessions.",
  })
  async enableTwoFactor(
    @Arg("code", () => String, {
      nullable: true,
      description: "Six digits that the app shows; CODE_INVALID where they are wrong.",
    })
    code: string | null | undefined,
    @Arg("credential", () => WebAuthnJson, { nullable: true, description: INSTEAD_OF_APP })
    credential: Record<string, unknown> | null | undefined,
    @Ctx() context: Context,
  ): Promise<Account> {
    return accountOf(await this.changes.enable(requireViewer(context), { code, credential }));
  }

  @Mutation(() => Account, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Takes a code or a passkey. Ends other sessions, and this one where it is an administrator's that needs the second factor.",
  })
  async disableTwoFactor(
    @Arg("code", () => String, {
      nullable: true,
      description: "Of the app, or a recovery code; CODE_INVALID where it is wrong.",
    })
    code: string | null | undefined,
    @Arg("credential", () => WebAuthnJson, { nullable: true, description: SHOWN_PASSKEY })
    credential: Record<string, unknown> | null | undefined,
    @Arg("password", () => String, { description: PASSWORD }) password: string,
    @Ctx() context: Context,
  ): Promise<Account> {
    const shown = { code, credential };
    return accountOf(await this.changes.disable(requireViewer(context), shown, password));
  }

  @Mutation(() => PasskeyRequest, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Asks for a signature by one of the viewer's passkeys, which is the `credential` of `enableTwoFactor`, `disableTwoFactor`, `beginPasskey` and `deleteAccount`. NOT_FOUND where there is none.",
  })
  beginPasskeyProof(@Ctx() context: Context): Promise<PasskeyRequest> {
    return this.changes.askPasskey(requireViewer(context));
  }
}
