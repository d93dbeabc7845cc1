import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { requireService, requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices, ForServicesAlone } from "../../api/graphql/for-services.js";
import { IF_METADATA_REVISION, PATCH } from "../../api/graphql/metadata-arguments.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { Scope } from "../../platform/core/service.js";
import { User } from "../../people/users/user.model.js";
import { AuthTokens } from "../auth/auth.types.js";
import type { AppAccountsService } from "./app-accounts.service.js";
import { UpsertedUser, UpsertUserInput } from "./app-user.types.js";
import type { AppUsersService } from "./app-users.service.js";

const USER_ID = "Null: `externalId` says who. NOT_FOUND for unknown ones and for administrators.";
const ANY_USER_ID =
  "Null: `externalId` says who. Not the viewer. NOT_FOUND for unknown ones; for administrators NOT_FOUND to services, and FORBIDDEN to whoever is not above them.";
const EXTERNAL_ID = "As it was given to `upsertUsers`. Exactly one of the two is given.";

/** What an app's backend does with its users. */
@Resolver()
export class AppUsersResolver {
  constructor(
    private readonly users: AppUsersService,
    private readonly accounts: AppAccountsService,
  ) {}

  @ForServicesAlone(Scope.USERS_WRITE)
  @Mutation(() => [UpsertedUser], {
    complexity: ({ childComplexity }) => 1 + 4 * childComplexity,
    description:
      "For services. Makes accounts of the app's users, and brings those that are here up to date: at most 100 at a time, all of them or none where one is wrong. Safe to repeat. They have no password, and no mail unless the app gives one.",
  })
  upsertUsers(
    @Arg("users", () => [UpsertUserInput], { description: "Each external id once." })
    users: UpsertUserInput[],
  ): Promise<UpsertedUser[]> {
    return this.users.upsert(users);
  }

  @ForServicesAlone(Scope.TOKENS_ISSUE)
  @Mutation(() => AuthTokens, {
    description:
      "For services. Opens a session for somebody who is logged in to the app; their list of sessions names the key. No second factor is asked for: that is the app's to do. ACCOUNT_SUSPENDED while the account is suspended or deactivated.",
  })
  issueTokens(
    @Arg("userId", () => ID, { nullable: true, description: USER_ID })
    userId: string | null | undefined,
    @Arg("externalId", () => ID, { nullable: true, description: EXTERNAL_ID })
    externalId: string | null | undefined,
    @Arg("device", () => String, {
      description: "A name for the device in the list of sessions: 1 to 100 characters.",
    })
    device: string,
    @Ctx() context: Context,
  ): Promise<AuthTokens> {
    const client = { device, ipAddress: context.ipAddress };
    return this.accounts.issueTokens(requireService(context), { userId, externalId }, client);
  }

  @ForServices(Scope.TOKENS_ISSUE)
  @Mutation(() => User, {
    description:
      "For services, and for ADMIN over accounts below. Signs that person out everywhere, at once; logins and codes that are under way end too. The password stays, and they may come again.",
  })
  endUserSessions(
    @Arg("userId", () => ID, { nullable: true, description: ANY_USER_ID })
    userId: string | null | undefined,
    @Arg("externalId", () => ID, { nullable: true, description: EXTERNAL_ID })
    externalId: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<User> {
    const by = context.service && !context.viewer ? null : requireViewer(context);
    return this.accounts.endSessions(by, { userId, externalId });
  }

  @ForServicesAlone(Scope.USERS_WRITE)
  @Mutation(() => User, {
    description:
      "For services. Deactivates an account, or activates it again: nobody logs in to it, its sessions and sockets end at once, and what it wrote stays. A suspension by an administrator is another matter, and stays.",
  })
  setAccountActive(
    @Arg("userId", () => ID, { nullable: true, description: USER_ID })
    userId: string | null | undefined,
    @Arg("externalId", () => ID, { nullable: true, description: EXTERNAL_ID })
    externalId: string | null | undefined,
    @Arg("active", () => Boolean, { description: "Whether it is to be active." }) active: boolean,
  ): Promise<User> {
    return this.accounts.setActive({ userId, externalId }, active);
  }

  @ForServicesAlone(Scope.USERS_WRITE)
  @Mutation(() => User, {
    description: "For services. What the app says of a person, for all who see them.",
  })
  patchUserMetadata(
    @Arg("userId", () => ID, { nullable: true, description: USER_ID })
    userId: string | null | undefined,
    @Arg("externalId", () => ID, { nullable: true, description: EXTERNAL_ID })
    externalId: string | null | undefined,
    @Arg("patch", () => JSONObject, { description: PATCH }) patch: JsonObject,
    @Arg("ifRevision", () => Int, { nullable: true, description: IF_METADATA_REVISION })
    ifRevision: number | null | undefined,
  ): Promise<User> {
    const change = { patch, ifRevision, field: "patch" };
    return this.accounts.patchMetadata({ userId, externalId }, change);
  }

  @ForServicesAlone(Scope.USERS_WRITE)
  @Mutation(() => Boolean, {
    description:
      "For services. Erases an account for good, as `deleteAccount` does; its external id is free again. False: there is none, or none any longer.",
  })
  eraseAccount(
    @Arg("userId", () => ID, { nullable: true, description: USER_ID })
    userId: string | null | undefined,
    @Arg("externalId", () => ID, { nullable: true, description: EXTERNAL_ID })
    externalId: string | null | undefined,
  ): Promise<boolean> {
    return this.accounts.erase({ userId, externalId });
  }
}
