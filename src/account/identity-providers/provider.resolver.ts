import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { clientOf, resultOf } from "../auth/auth-result.js";
import { AuthResult } from "../auth/auth.types.js";
import type { ProviderLoginService } from "./provider-login.service.js";
import { ExchangeTokenInput } from "./provider.types.js";

@Resolver()
export class ProviderResolver {
  constructor(private readonly logins: ProviderLoginService) {}

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Logs in whom an identity provider of this server's names. The account is the one with that external id; where there is none it is made, if the provider is set up so. An address in the token never opens another account.",
  })
  async exchangeToken(
    @Arg("input", () => ExchangeTokenInput, {
      description: "INVALID_CREDENTIALS for a token that is no good, or was used before.",
    })
    input: ExchangeTokenInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    return resultOf(await this.logins.login(input, client, context.viewer));
  }
}
