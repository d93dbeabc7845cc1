import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { ForServices } from "../../api/graphql/for-services.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import { Role } from "../../platform/core/role.js";
import { Scope } from "../../platform/core/service.js";
import type { AdministrationService } from "../administration/administration.service.js";
import { Session } from "../sessions/session.model.js";
import type { SessionService } from "../sessions/session.service.js";
import { AccountConnection, AccountEntry, AccountState } from "./account-entry.types.js";
import type { AccountsService } from "./accounts.service.js";

const ANY = "Null: any.";

@ArgsType()
class AccountsArgs {
  @Field(() => String, {
    nullable: true,
    description: "The beginning of a word of the name, as of `users`. Null: any.",
  })
  query?: string | null;

  @Field(() => EmailAddress, { nullable: true, description: ANY })
  email?: string | null;

  @Field(() => ID, { nullable: true, description: ANY })
  externalId?: string | null;

  @Field(() => AccountState, { nullable: true, description: ANY })
  state?: AccountState | null;

  @Field(() => Role, { nullable: true, description: ANY })
  role?: Role | null;

  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST })
  first?: number | null;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;
}

export interface AccountsDependencies {
  readonly accounts: AccountsService;
  readonly sessions: SessionService;
  readonly administration: AdministrationService;
  readonly cursors: Cursors;
}

@Resolver(() => AccountEntry)
export class AccountsResolver {
  constructor(private readonly deps: AccountsDependencies) {}

  @ForServices(Scope.USERS_READ)
  @Query(() => AccountConnection, {
    complexity: pageCost,
    description:
      "For ADMIN, and for services: accounts to which all fits that is given, the oldest first.",
  })
  async accounts(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: Context,
  ): Promise<AccountConnection> {
    const isService = context.service && !context.viewer;
    if (!isService) await this.deps.administration.require(requireViewer(context), Role.ADMIN);
    const { query = null, email = null, externalId = null, state = null, role = null } = args;
    const wanted = { query, email, externalId, state, role };
    const list = `accounts:${JSON.stringify(wanted)}`;
    const { after } = args;
    const page = await this.deps.accounts.search({
      ...wanted,
      first: pageSize(args.first ?? 50, "first"),
      after: after ? String(this.deps.cursors.decode(list, after, "after")[0]) : null,
    });
    return connectionOf({ ...page, hasPreviousPage: !!after }, ({ _id }) =>
      this.deps.cursors.encode(list, [_id.toHexString()]),
    );
  }

  @FieldResolver(() => [Session], {
    description: "Where its owner is signed in, the most recently used first: at most 20.",
    complexity: ({ childComplexity }) => 1 + 20 * childComplexity,
  })
  sessions(@Root() { _id }: AccountEntry): Promise<Session[]> {
    return this.deps.sessions.list(_id);
  }
}
