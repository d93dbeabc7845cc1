import { Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { Account, accountOf } from "./account.types.js";
import type { UserService } from "./user.service.js";

@Resolver(() => Account)
export class ViewerResolver {
  constructor(private readonly users: UserService) {}

  @Query(() => Account, {
    nullable: true,
    description: "Null when signed out, never an error.",
  })
  async viewer(@Ctx() { viewer }: Context): Promise<Account | null> {
    const user = viewer && (await this.users.find(viewer.userId));
    return user && accountOf(user);
  }
}
