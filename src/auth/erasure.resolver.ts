import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../graphql/cost.js";
import type { ErasureService } from "./erasure.service.js";

@Resolver()
export class ErasureResolver {
  constructor(private readonly erasure: ErasureService) {}

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Erases the account for good; address and number are free again. Needs the password where there is one, and a code where two-factor login is on (CHALLENGE_REQUIRED).",
  })
  async deleteAccount(
    @Arg("password", () => String, { nullable: true }) password: string | null | undefined,
    @Arg("code", () => String, { nullable: true }) code: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.erasure.erase(requireViewer(context), password ?? null, code ?? null);
    return true;
  }
}
