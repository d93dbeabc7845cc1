import { FieldResolver, Resolver, Root } from "type-graphql";
import { Account } from "../../people/users/account.types.js";
import { Session } from "./session.model.js";
import type { SessionService } from "./session.service.js";

@Resolver(() => Account)
export class AccountSessionsResolver {
  constructor(private readonly service: SessionService) {}

  @FieldResolver(() => [Session], {
    description: "Where the viewer is signed in, the most recently used first: at most 20.",
    complexity: ({ childComplexity }) => 1 + 20 * childComplexity,
  })
  sessions(@Root() { _id }: Account): Promise<Session[]> {
    return this.service.list(_id);
  }
}
