import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { CodePurpose } from "../codes/code.model.js";
import type { CodeService, CodeTimes } from "../codes/code.service.js";
import type { PasswordRules } from "../passwords/password-rules.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { cleanName } from "../../people/users/name.js";
import type { Gender, User } from "../../people/users/user.model.js";
import type { AccountMail } from "../notices/account-mail.js";
import { inEvenTime } from "../codes/even-time.js";

export interface Signup {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly phone: string | null;
  readonly gender: Gender;
}

export interface SignupDependencies {
  readonly credentials: CredentialService;
  readonly rules: PasswordRules;
  readonly passwords: PasswordService;
  readonly codes: CodeService;
  readonly mail: AccountMail;
}

/** From sign-up to a confirmed address. What is answered never tells whether an address is known. */
export class SignupService {
  constructor(private readonly deps: SignupDependencies) {}

  async signup(input: Signup): Promise<CodeTimes> {
    const { email, password, ...rest } = input;
    const name = cleanName(input.name);
    this.deps.rules.check(password, "input.password", [name, email]);
    return inEvenTime(async () => {
      const passwordHash = await this.deps.passwords.hash(password);
      // First the code: while an earlier one may still come back, its sign-up stays as it is.
      const { code, ...times } = await this.deps.codes.issue(email, CodePurpose.CONFIRM_EMAIL);
      if (!code) return times;
      const fresh = { ...rest, name, email, passwordHash };
      if (await this.deps.credentials.createUnconfirmed(fresh))
        await this.deps.mail.confirmationCode(email, code);
      else await this.deps.mail.alreadyRegistered(email);
      return times;
    });
  }

  resendCode(email: string): Promise<CodeTimes> {
    return inEvenTime(async () => {
      const { code, ...times } = await this.deps.codes.issue(email, CodePurpose.CONFIRM_EMAIL);
      const user = await this.deps.credentials.findForLogin({ email });
      if (code && user && !user.confirmedAt) await this.deps.mail.confirmationCode(email, code);
      return times;
    });
  }

  /** The code proves the address. Throws CODE_INVALID, CODE_EXPIRED or TOO_MANY_ATTEMPTS. */
  async confirmEmail(email: string, code: string): Promise<User> {
    await this.deps.codes.consume(email, CodePurpose.CONFIRM_EMAIL, code);
    const user = await this.deps.credentials.confirm(email);
    if (!user) throw new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
    return user;
  }
}
