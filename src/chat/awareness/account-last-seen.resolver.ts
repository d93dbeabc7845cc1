import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { AccountEntry } from "../../account/accounts/account-entry.types.js";
import type { Context } from "../../api/graphql/context.js";
import { lastSeenOf } from "./presence-loaders.js";

@Resolver(() => AccountEntry)
export class AccountLastSeenResolver {
  @FieldResolver(() => Date, {
    nullable: true,
    description: "When its owner was last connected; null: not yet, or now for the first time.",
  })
  lastSeenAt(@Root() { _id }: AccountEntry, @Ctx() { loaders }: Context): Promise<Date | null> {
    return loaders.get(lastSeenOf).load(_id.toHexString());
  }
}
