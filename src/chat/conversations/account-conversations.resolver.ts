import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { AccountEntry } from "../../account/accounts/account-entry.types.js";
import type { Context } from "../../api/graphql/context.js";
import { conversationCountOf } from "./account-loaders.js";

@Resolver(() => AccountEntry)
export class AccountConversationsResolver {
  @FieldResolver(() => Int, { description: "In how many conversations its owner is." })
  conversationCount(@Root() { _id }: AccountEntry, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.get(conversationCountOf).load(_id.toHexString());
  }
}
