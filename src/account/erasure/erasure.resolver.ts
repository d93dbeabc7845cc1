import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { WebAuthnJson } from "../../api/graphql/scalars.js";
import { SHOWN_PASSKEY } from "../passkeys/passkey.types.js";
import type { ErasureService } from "./erasure.service.js";

@Resolver()
export class ErasureResolver {
  constructor(private readonly erasure: ErasureService) {}

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Erases the account for good; address and number are free again. Needs the password where there is one, and a code or a passkey where two-factor login is on (CHALLENGE_REQUIRED).",
  })
  async deleteAccount(
    @Arg("password", () => String, {
      nullable: true,
      description:
        "Null for an account that has none: then a login of the last ten minutes counts (REAUTH_REQUIRED).",
    })
    password: string | null | undefined,
    @Arg("code", () => String, {
      nullable: true,
      description: "Of the authenticator app, or a recovery code; null without two-factor login.",
    })
    code: string | null | undefined,
    @Arg("credential", () => WebAuthnJson, { nullable: true, description: SHOWN_PASSKEY })
    credential: Record<string, unknown> | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    const shown = { code, credential };
    await this.erasure.erase(requireViewer(context), password ?? null, shown);
    return true;
  }
}
