import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { WebAuthnJson } from "../../api/graphql/scalars.js";
import { Account } from "../../people/users/account.types.js";
import type { PasskeyCheck } from "./passkey-check.js";
import { MAX_PASSKEYS, type PasskeyService } from "./passkey.service.js";
import {
  AddPasskeyInput,
  passkeyOf,
  PasskeyRequest,
  PasskeyType,
  SHOWN_PASSKEY,
} from "./passkey.types.js";

const PASSWORD =
  "Of the viewer; null: the login was within the last ten minutes, else REAUTH_REQUIRED.";

@Resolver(() => Account)
export class PasskeyResolver {
  constructor(
    private readonly check: PasskeyCheck,
    private readonly service: PasskeyService,
  ) {}

  @FieldResolver(() => [PasskeyType], {
    description: `What the viewer logs in by without a password, the first one first: at most ${MAX_PASSKEYS}.`,
    complexity: ({ childComplexity }) => 1 + MAX_PASSKEYS * childComplexity,
  })
  async passkeys(@Root() { _id }: Account): Promise<PasskeyType[]> {
    return (await this.check.ofUser(_id)).map(passkeyOf);
  }

  @Mutation(() => PasskeyRequest, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Begins to add a passkey: `addPasskey` takes what the authenticator answers. LIMIT_REACHED where there are 20. SERVICE_UNAVAILABLE without the feature PASSKEYS.",
  })
  beginPasskey(
    @Arg("password", () => String, { nullable: true, description: PASSWORD })
    password: string | null | undefined,
    @Arg("code", () => String, {
      nullable: true,
      description:
        "With the password, where two-factor login is on: of the app or a recovery code; else CHALLENGE_REQUIRED or CODE_INVALID.",
    })
    code: string | null | undefined,
    @Arg("credential", () => WebAuthnJson, { nullable: true, description: SHOWN_PASSKEY })
    credential: Record<string, unknown> | null | undefined,
    @Ctx() context: Context,
  ): Promise<PasskeyRequest> {
    const shown = { code, credential };
    return this.service.begin(requireViewer(context), password ?? null, shown);
  }

  @Mutation(() => PasskeyType, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Its owner is told by mail. CODE_EXPIRED where `beginPasskey` was long ago or was answered, CONFLICT where the passkey is known or the account has changed since.",
  })
  async addPasskey(
    @Arg("input", () => AddPasskeyInput, {
      description: "BAD_USER_INPUT where the credential was not made for this server.",
    })
    { credential, name }: AddPasskeyInput,
    @Ctx() context: Context,
  ): Promise<PasskeyType> {
    return passkeyOf(await this.service.add(requireViewer(context), credential, name));
  }

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Nobody enters by it any more, and all other sessions end. Its owner is told by mail. CONFLICT where it is the last one and the only second factor.",
  })
  async removePasskey(
    @Arg("id", () => ID, { description: "Of `Viewer.passkeys`: NOT_FOUND for those of others." })
    id: string,
    @Arg("password", () => String, { nullable: true, description: PASSWORD })
    password: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.service.remove(requireViewer(context), id, password ?? null);
    return true;
  }
}
