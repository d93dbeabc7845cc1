import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { PhoneNumber } from "../../api/graphql/phone-number.js";
import {
  Account,
  accountOf,
  ProfileInput,
  SettingsInput,
} from "../../people/users/account.types.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { ProfileService } from "./profile.service.js";
import type { UserService } from "../../people/users/user.service.js";

@Resolver(() => Account)
export class ViewerResolver {
  constructor(
    private readonly users: UserService,
    private readonly credentials: CredentialService,
    private readonly profiles: ProfileService,
  ) {}

  @Query(() => Account, {
    nullable: true,
    description: "Null when signed out, never an error.",
  })
  async viewer(@Ctx() { viewer }: Context): Promise<Account | null> {
    const user = viewer && (await this.users.find(viewer.userId));
    return user && accountOf(user);
  }

  @FieldResolver(() => PhoneNumber, {
    nullable: true,
    description: "What one can log in by as well; null: none. Others are not shown it.",
  })
  phone(@Root() { _id }: Account): Promise<string | null> {
    return this.credentials.phoneOf(_id);
  }

  @Mutation(() => Account, {
    description: "What others see of the viewer, and the number to log in by.",
  })
  async updateProfile(
    @Arg("input", () => ProfileInput, {
      description: "What is to change.",
    })
    input: ProfileInput,
    @Ctx() context: Context,
  ): Promise<Account> {
    return accountOf(await this.profiles.update(requireViewer(context), input));
  }

  @Mutation(() => Account, {
    description: "Who is shown what, and whether there are digests by mail.",
  })
  async updateSettings(
    @Arg("input", () => SettingsInput, { description: "What is to change." }) input: SettingsInput,
    @Ctx() context: Context,
  ): Promise<Account> {
    const given = Object.entries(input).filter(([, value]) => value !== null);
    const { userId } = requireViewer(context);
    return accountOf(await this.profiles.updateSettings(userId, Object.fromEntries(given)));
  }
}
