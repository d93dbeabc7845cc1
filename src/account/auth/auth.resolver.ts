import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { GrantService } from "../sessions/grant.service.js";
import { accountOf } from "../../people/users/account.types.js";
import type { LoginName } from "../../people/users/credential.service.js";
import {
  AnswerChallengeInput,
  AuthResult,
  GoogleLoginInput,
  LoginInput,
  PasskeyLoginInput,
} from "./auth.types.js";
import { PasskeyRequest } from "../passkeys/passkey.types.js";
import { clientOf, resultOf } from "./auth-result.js";
import type { GoogleLoginService } from "./google-login.service.js";
import type { LoginService } from "./login.service.js";
import type { PasskeyLoginService } from "./passkey-login.service.js";

export interface AuthResolverDependencies {
  readonly logins: LoginService;
  readonly google: GoogleLoginService;
  readonly passkeys: PasskeyLoginService;
  readonly grants: GrantService;
  readonly limits: Limits;
}

@Resolver()
export class AuthResolver {
  constructor(private readonly deps: AuthResolverDependencies) {}

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "By address or number. After five wrong passwords the tries of strangers must wait (RATE_LIMITED).",
  })
  async login(
    @Arg("input", () => LoginInput, {
      description: "An unknown account and a wrong password are both INVALID_CREDENTIALS.",
    })
    input: LoginInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    const { network } = context;
    const name = loginName(input);
    return resultOf(await this.deps.logins.byPassword(name, input.password, { client, network }));
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Logs in by a Google account, or makes an account. Where its address has an account already: REAUTH_REQUIRED, until its owner repeats this while signed in, within ten minutes of the login; that links the two.",
  })
  async loginWithGoogle(
    @Arg("input", () => GoogleLoginInput, {
      description: "Google's word on who it is; each is good once.",
    })
    input: GoogleLoginInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    await this.deps.limits.take("codeTries", context.network);
    return resultOf(await this.deps.google.login(input.idToken, client, context.viewer));
  }

  @Mutation(() => PasskeyRequest, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Begins a login by a passkey alone: `loginWithPasskey` takes what the authenticator answers. SERVICE_UNAVAILABLE without the feature PASSKEYS.",
  })
  beginPasskeyLogin(): Promise<PasskeyRequest> {
    return this.deps.passkeys.begin();
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Needs no second factor, as the passkey has verified its holder. CODE_EXPIRED where `beginPasskeyLogin` was long ago or was answered.",
  })
  async loginWithPasskey(
    @Arg("input", () => PasskeyLoginInput, {
      description: "INVALID_CREDENTIALS for a passkey that opens no account on this server.",
    })
    { credential, device }: PasskeyLoginInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(device, context);
    return resultOf(await this.deps.passkeys.login(credential, client));
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "The second factor, after `login` answered with a challenge. Five tries each.",
  })
  async answerChallenge(
    @Arg("input", () => AnswerChallengeInput, {
      description: "The challenge and the second factor: CODE_INVALID where that is wrong.",
    })
    { token, ...answer }: AnswerChallengeInput,
    @Ctx() { ipAddress, network }: Context,
  ): Promise<AuthResult> {
    await this.deps.limits.take("codeTries", network);
    return resultOf(await this.deps.logins.answerChallenge(token, answer, ipAddress));
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Trades a refresh token for new tokens. An old one used again ends the session.",
  })
  async refresh(
    @Arg("refreshToken", () => String, {
      description: "The newest of its session; else REFRESH_INVALID or REFRESH_REUSED.",
    })
    refreshToken: string,
  ): Promise<AuthResult> {
    const { tokens, user } = await this.deps.grants.refresh(refreshToken);
    return { tokens, viewer: accountOf(user) };
  }
}

function loginName({ email, phone }: LoginInput): LoginName {
  if (email && !phone) return { email };
  if (phone && !email) return { phone };
  throw badInput("input", "Give exactly one of email and phone.");
}
