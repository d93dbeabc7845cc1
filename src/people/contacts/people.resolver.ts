import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { nullIfNotFound } from "../../platform/core/errors.js";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { Scope } from "../../platform/core/service.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import type { Limits } from "../../platform/limits/limits.js";
import { User } from "../users/user.model.js";
import { UserConnection } from "../users/user.types.js";
import type { UserService } from "../users/user.service.js";
import type { ContactService } from "./contact.service.js";

export interface PeopleDependencies {
  readonly users: UserService;
  readonly contacts: ContactService;
  readonly limits: Limits;
  readonly cursors: Cursors;
}

/** Finding people; those whom a block stands in between with are not found by name. */
@Resolver()
export class PeopleResolver {
  constructor(private readonly deps: PeopleDependencies) {}

  @ForServices(Scope.USERS_READ)
  @Query(() => User, {
    nullable: true,
    description: "Null for an account that is not confirmed or is erased.",
  })
  user(
    @Arg("id", () => ID, { description: "Of a person; null for ids of anything else." }) id: string,
  ): Promise<User | null> {
    return nullIfNotFound(this.deps.users.requirePerson(id));
  }

  @ForServices(Scope.USERS_READ)
  @Query(() => UserConnection, {
    complexity: pageCost,
    description:
      "People with a word in their name that begins so, whatever the case, accents and apostrophes. At least two letters; one of Han, Hangul and other scripts without spaces, of which any character of a name may be the first.",
  })
  async users(
    @Arg("query", () => String, {
      description: "The beginning of a word, or of several: at most 60 characters.",
    })
    query: string,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<UserConnection> {
    const size = pageSize(first, "first");
    const { viewer, service } = context;
    if (!service)
      await this.deps.limits.take("userSearch", requireViewer(context).userId.toHexString());
    const list = `users:${query}`;
    const page = await this.deps.users.search({
      query,
      first: size,
      after: after ? String(this.deps.cursors.decode(list, after, "after")[0]) : null,
      hidden: viewer ? await this.deps.contacts.blockedWith(viewer.userId) : new Set(),
    });
    return connectionOf({ ...page, hasPreviousPage: !!after }, ({ _id }) =>
      this.deps.cursors.encode(list, [_id.toHexString()]),
    );
  }
}
