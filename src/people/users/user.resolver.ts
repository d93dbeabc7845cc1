import { FieldResolver, ID, Resolver, Root } from "type-graphql";
import { User, UserKind } from "./user.model.js";

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => Boolean, {
    description:
      "True: the account is erased. What is left is its id, so that what it wrote keeps its sender; such a user is in no list of people, and takes no message, request or mention.",
  })
  isDeleted(@Root() { deletedAt }: User): boolean {
    return Boolean(deletedAt);
  }

  @FieldResolver(() => UserKind, { description: "To be shown with the name where it is a bot." })
  kind(@Root() { kind = UserKind.PERSON }: User): UserKind {
    return kind;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "The app's own id of the person, as `upsertUsers` was given it; null where no app brought them.",
  })
  externalId(@Root() { externalId, deletedAt }: User): string | null {
    return deletedAt ? null : (externalId ?? null);
  }
}
