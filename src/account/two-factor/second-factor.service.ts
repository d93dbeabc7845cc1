import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { invalidCode } from "../codes/code.service.js";
import type { WebAuthnOptions } from "../passkeys/authenticators.js";
import { readAssertion } from "../passkeys/passkey-answer.js";
import type { PasskeyChallenges } from "../passkeys/passkey-challenges.js";
import type { PasskeyCheck } from "../passkeys/passkey-check.js";
import { type ChallengeMethod, methodsOf, type TwoFactorService } from "./two-factor.service.js";

/** What somebody who is signed in shows beside the password: a code, or what a passkey has signed. */
export interface ShownFactor {
  readonly code?: string | null | undefined;
  readonly credential?: unknown;
}

/** The second factor of who is signed in, for what a session and the password do not allow. */
export class SecondFactorService {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly passkeys: PasskeyCheck,
    private readonly challenges: PasskeyChallenges,
  ) {}

  /** Empty: a login of that account needs none. */
  async methods(user: User): Promise<ChallengeMethod[]> {
    if (!(await this.twoFactor.isEnabled(user))) return [];
    return methodsOf(user, !!(await this.passkeys.secondFactor(user._id)));
  }

  /** Asks for a signature by a passkey of theirs; NOT_FOUND where there is none. */
  async ask(user: User): Promise<{ readonly options: WebAuthnOptions; readonly expiresAt: Date }> {
    const { offered } = this.passkeys;
    const known = await this.passkeys.usable(user._id);
    if (known.length === 0) throw notFound("passkey");
    const of = { userId: user._id, epoch: epochOf(user), proves: true } as const;
    const { challenge, expiresAt } = await this.challenges.issue(of);
    return { options: await offered.requestOptions(challenge, known), expiresAt };
  }

  /** An account without a second factor passes; else throws CHALLENGE_REQUIRED or CODE_INVALID. */
  async require(user: User, shown: ShownFactor): Promise<void> {
    if (!(await this.twoFactor.isEnabled(user))) return;
    if (!shown.code && !shown.credential)
      throw new AppError(
        ErrorCode.CHALLENGE_REQUIRED,
        "This needs the second factor: give a code, or what a passkey has signed.",
      );
    if (isSigned(shown)) await this.requireSigned(user, shown.credential);
    else await this.twoFactor.verifyAny(user, shown.code ?? "");
  }

  /** Throws CODE_INVALID, or CODE_EXPIRED where it was not asked for in this epoch of the account. */
  async requireSigned(user: User, credential: unknown): Promise<void> {
    const assertion = readAssertion(credential, "credential");
    const { challenge } = assertion;
    const { epoch } = await this.challenges.take(challenge, user._id, true);
    const passkey = await this.passkeys.find(assertion);
    if (!passkey?.userId.equals(user._id) || epoch !== epochOf(user)) throw invalidCode();
    if (!(await this.passkeys.signed(passkey, assertion, challenge))) throw invalidCode();
  }
}

/** Whether it is a passkey that is shown. BAD_USER_INPUT where it is both or neither. */
export function isSigned({ code, credential }: ShownFactor): boolean {
  if (!!code === !!credential)
    throw badInput("credential", "Give exactly one of code and credential.");
  return !!credential;
}
