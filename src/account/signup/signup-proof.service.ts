import { CodePurpose } from "../codes/code.model.js";
import {
  exhaustedCode,
  expiredCode,
  invalidCode,
  MAX_ATTEMPTS,
  type CodeService,
} from "../codes/code.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { PendingSignup } from "./pending-signup.model.js";
import { codeOf, type PendingSignupService } from "./pending-signup.service.js";

/** The code proves the address; the token or the password says whose sign-up it is. */
export interface SignupProof {
  readonly code: string;
  readonly by: { readonly token: string } | { readonly password: string };
}

const PURPOSE = CodePurpose.CONFIRM_EMAIL;

export class SignupProofService {
  constructor(
    private readonly deps: {
      readonly pending: PendingSignupService;
      readonly codes: CodeService;
      readonly passwords: PasswordService;
    },
  ) {}

  /** Throws CODE_INVALID, CODE_EXPIRED, TOO_MANY_ATTEMPTS or INVALID_CREDENTIALS. */
  prove(email: string, { code, by }: SignupProof): Promise<PendingSignup> {
    return "token" in by
      ? this.byToken(email, code, by.token)
      : this.byPassword(email, code, by.password);
  }

  /** Guesses count for that sign-up alone: nobody uses up the tries of somebody else. */
  private async byToken(email: string, code: string, token: string): Promise<PendingSignup> {
    const signup = await this.deps.pending.findByToken(email, token);
    const secret = signup && codeOf(signup);
    if (!secret) throw invalidCode();
    if (secret.expiresAt <= new Date()) throw expiredCode();
    const guesses = await this.deps.pending.countGuess(signup, MAX_ATTEMPTS);
    if (guesses === null) throw exhaustedCode();
    if (this.deps.codes.fits(secret, PURPOSE, code)) return signup;
    if (guesses === MAX_ATTEMPTS) await this.deps.codes.noteExhausted(email, PURPOSE);
    throw invalidCode();
  }

  /** On another device, where there is no token. Guesses count for the address. */
  private async byPassword(email: string, code: string, password: string): Promise<PendingSignup> {
    await this.deps.codes.countGuess(email, PURPOSE);
    const now = new Date();
    const coded = (await this.deps.pending.listOf(email)).filter((signup) => {
      const secret = codeOf(signup);
      return secret && secret.expiresAt > now && this.deps.codes.fits(secret, PURPOSE, code);
    });
    if (coded.length === 0) throw invalidCode();
    for (const signup of coded)
      if (await this.deps.passwords.matches(password, signup.passwordHash)) return signup;
    throw new AppError(
      ErrorCode.INVALID_CREDENTIALS,
      "That is not the password that the sign-up was made with.",
    );
  }
}
