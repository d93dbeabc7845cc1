import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { badInput } from "../errors.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../graphql/cost.js";
import { accountOf } from "../users/account.types.js";
import type { UserService } from "../users/user.service.js";
import type { AccountService, Login } from "./account.service.js";
import { AuthResult, CodeSent, ConfirmEmailInput, LoginInput, SignupInput } from "./auth.types.js";
import type { Client, SessionService } from "./session.service.js";

const DEVICE_MAX_CHARS = 100;

@Resolver()
export class AuthResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly users: UserService,
  ) {}

  @Mutation(() => CodeSent, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Makes an account and mails a code for `confirmEmail`.",
  })
  signup(@Arg("input", () => SignupInput) input: SignupInput): Promise<CodeSent> {
    return this.accounts.signup(input);
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Proves the address with the mailed code, and logs in.",
  })
  async confirmEmail(
    @Arg("input", () => ConfirmEmailInput) input: ConfirmEmailInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    const client = clientOf(input.device, context);
    return result(await this.accounts.confirmEmail(input.email, input.code, client));
  }

  @Mutation(() => AuthResult, { complexity: ONCE_PER_DOCUMENT })
  async login(
    @Arg("input", () => LoginInput) input: LoginInput,
    @Ctx() context: Context,
  ): Promise<AuthResult> {
    if (!input.email) throw badInput("input.email", "An e-mail address is needed.");
    const client = clientOf(input.device, context);
    return result(await this.accounts.login(input.email, input.password, client));
  }

  @Mutation(() => AuthResult, {
    complexity: ONCE_PER_DOCUMENT,
    description: "Trades a refresh token for new tokens. An old one used again ends the session.",
  })
  async refresh(@Arg("refreshToken", () => String) refreshToken: string): Promise<AuthResult> {
    const { tokens, userId } = await this.sessions.refresh(refreshToken);
    const user = await this.users.find(userId);
    return { tokens, viewer: user && accountOf(user) };
  }

  @Mutation(() => Boolean, { description: "Ends this session; its sockets are closed." })
  logout(@Ctx() context: Context): Promise<boolean> {
    const { sessionId, userId } = requireViewer(context);
    return this.sessions.end({ _id: sessionId, userId });
  }
}

function result({ tokens, user }: Login): AuthResult {
  return { tokens, viewer: accountOf(user) };
}

function clientOf(device: string | null | undefined, { ipAddress }: Context): Client {
  if (device && (device.length > DEVICE_MAX_CHARS || !device.isWellFormed()))
    throw badInput("input.device", `A device name has at most ${DEVICE_MAX_CHARS} characters.`, {
      limit: DEVICE_MAX_CHARS,
    });
  return { device: device ?? null, ipAddress };
}
