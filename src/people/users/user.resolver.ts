import { FieldResolver, Resolver, Root } from "type-graphql";
import { User } from "./user.model.js";

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => Boolean, {
    description:
      "True: the account is erased. What is left is its id, so that what it wrote keeps its sender; such a user is in no list of people, and takes no message, request or mention.",
  })
  isDeleted(@Root() { deletedAt }: User): boolean {
    return Boolean(deletedAt);
  }
}
