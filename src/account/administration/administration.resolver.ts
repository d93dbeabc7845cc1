import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { Role } from "../../platform/core/role.js";
import { User } from "../../people/users/user.model.js";
import type { AdministrationService } from "./administration.service.js";

const SUBJECT =
  "Not the viewer. FORBIDDEN where that account is not below, NOT_FOUND where there is none.";

@Resolver()
export class AdministrationResolver {
  constructor(private readonly administration: AdministrationService) {}

  @Mutation(() => User, {
    description:
      "For ADMIN, over accounts below. Ends the sessions and sockets of that person at once; without `until` there is no end.",
  })
  suspendUser(
    @Arg("userId", () => ID, { description: SUBJECT }) userId: string,
    @Arg("reason", () => String, { description: "For the audit: 1 to 500 characters." })
    reason: string,
    @Arg("until", () => Date, { nullable: true, description: "In the future; null: without end." })
    until: Date | null | undefined,
    @Ctx() context: Context,
  ): Promise<User> {
    const suspension = { reason, until: until ?? null };
    return this.administration.suspend(requireViewer(context), userId, suspension);
  }

  @Mutation(() => User, { description: "For ADMIN, over accounts below." })
  unsuspendUser(
    @Arg("userId", () => ID, { description: SUBJECT }) userId: string,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.administration.unsuspend(requireViewer(context), userId);
  }

  @Mutation(() => User, {
    description:
      "For SUPER_ADMIN. Ends the sessions of that person, who logs in again. CONFLICT where no super admin would be left.",
  })
  setRole(
    @Arg("userId", () => ID, { description: SUBJECT }) userId: string,
    @Arg("role", () => Role, { description: "The role from now on." }) role: Role,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.administration.setRole(requireViewer(context), userId, role);
  }
}
