import { AppError, badInput, ErrorCode } from "../errors.js";
import type { Mailer } from "../mail/mail.js";
import type { Gender, User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";
import { CodePurpose } from "./code.model.js";
import type { CodeService, CodeTimes } from "./code.service.js";
import type { PasswordService } from "./password.service.js";
import type { Client, IssuedTokens, SessionService } from "./session.service.js";

const NAME_MAX_CHARS = 60;

export interface Signup {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly gender: Gender;
}

export interface Login {
  readonly tokens: IssuedTokens;
  readonly user: User;
}

export interface AccountDependencies {
  readonly users: UserService;
  readonly passwords: PasswordService;
  readonly codes: CodeService;
  readonly sessions: SessionService;
  readonly mailer: Mailer;
}

/** Sign-up and login. What is answered never tells whether an address is known. */
export class AccountService {
  constructor(private readonly deps: AccountDependencies) {}

  async signup(input: Signup): Promise<CodeTimes> {
    const name = cleanName(input.name);
    this.deps.passwords.check(input.password, "input.password");
    const passwordHash = await this.deps.passwords.hash(input.password);
    const { email, gender } = input;
    const user = await this.deps.users.createUnconfirmed({ name, email, passwordHash, gender });
    if (!user) {
      await this.deps.mailer.send({
        to: email,
        subject: "You already have an account",
        text: "Somebody signed up with your address. You already have an account: log in instead.",
      });
      return this.deps.codes.times();
    }
    return this.sendCode(email);
  }

  async confirmEmail(email: string, code: string, client: Client): Promise<Login> {
    await this.deps.codes.consume(email, CodePurpose.CONFIRM_EMAIL, code);
    const user = await this.deps.users.confirm(email);
    if (!user) throw new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
    return { user, tokens: await this.deps.sessions.open(user, client) };
  }

  async login(email: string, password: string, client: Client): Promise<Login> {
    const user = await this.deps.users.findForLogin(email);
    const right = await this.deps.passwords.matches(password, user?.passwordHash ?? null);
    if (!user || !right)
      throw new AppError(
        ErrorCode.INVALID_CREDENTIALS,
        "The address or the password is not right.",
      );
    if (!user.confirmedAt)
      throw new AppError(ErrorCode.EMAIL_NOT_CONFIRMED, "Confirm the address first.");
    return { user, tokens: await this.deps.sessions.open(user, client) };
  }

  private async sendCode(email: string): Promise<CodeTimes> {
    const issued = await this.deps.codes.issue(email, CodePurpose.CONFIRM_EMAIL);
    if (!issued) return this.deps.codes.times();
    await this.deps.mailer.send({
      to: email,
      subject: `${issued.code} is your code`,
      text: `Your code is ${issued.code}. It is valid for ten minutes.`,
    });
    return issued.times;
  }
}

/** Throws BAD_USER_INPUT. Invisible and control characters are taken out, not refused. */
function cleanName(value: string): string {
  const name = value
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  if (!value.isWellFormed()) throw badInput("input.name", "The name is not valid Unicode.");
  if (name === "") throw badInput("input.name", "A name is needed.");
  if ([...name].length > NAME_MAX_CHARS)
    throw badInput("input.name", `A name has at most ${NAME_MAX_CHARS} characters.`, {
      limit: NAME_MAX_CHARS,
    });
  return name;
}
