import { CodePurpose } from "../codes/code.model.js";
import { invalidCode, type CodeService, type CodeTimes } from "../codes/code.service.js";
import type { PasswordRules } from "../passwords/password-rules.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { checkAll } from "../../platform/core/input-failures.js";
import { cleanName } from "../../people/users/name.js";
import type { PretendingNames } from "../../people/users/pretending-names.js";
import type { Gender, User } from "../../people/users/user.model.js";
import type { AccountMail } from "../notices/account-mail.js";
import { inEvenTime } from "../codes/even-time.js";
import { codeOf, type PendingSignupService } from "./pending-signup.service.js";
import type { LoginAdmission } from "../admission/login-admission.js";
import type { SignupAdmission } from "../admission/signup-admission.js";
import type { SignupProof, SignupProofService } from "./signup-proof.service.js";

export interface Signup {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly phone: string | null;
  readonly gender: Gender;
  /** What an operator gave out for that address. */
  readonly invitation: string | null;
}

export interface StartedSignup extends CodeTimes {
  readonly token: string;
}

export interface SignupDependencies {
  readonly credentials: CredentialService;
  readonly admission: SignupAdmission;
  readonly admittance: LoginAdmission;
  readonly pretending: PretendingNames;
  readonly pending: PendingSignupService;
  readonly proofs: SignupProofService;
  readonly rules: PasswordRules;
  readonly passwords: PasswordService;
  readonly codes: CodeService;
  readonly mail: AccountMail;
}

const PURPOSE = CodePurpose.CONFIRM_EMAIL;

/** From sign-up to an account. What is answered never tells whether an address is known. */
export class SignupService {
  constructor(private readonly deps: SignupDependencies) {}

  async signup(input: Signup): Promise<StartedSignup> {
    this.deps.admittance.require();
    const { email, password, invitation, ...rest } = input;
    this.deps.admission.check(email, invitation);
    const [name] = await checkAll(
      async () => {
        const clean = cleanName(input.name);
        await this.deps.pretending.refuse(clean, "input.name");
        return clean;
      },
      () => this.deps.rules.check(password, "input.password", [input.name.slice(0, 600), email]),
    );
    return inEvenTime(async () => {
      const passwordHash = await this.deps.passwords.hash(password);
      const { code, secret, ...times } = await this.deps.codes.issue(email, PURPOSE);
      const fresh = { ...rest, name, email, passwordHash };
      // While the address has to wait for its next code, the one that is on its way does.
      const token = await this.deps.pending.begin(fresh, secret);
      const isKnown = (await this.deps.credentials.findForLogin({ email })) !== null;
      if (code && isKnown) await this.deps.mail.alreadyRegistered(email);
      else if (code) await this.deps.mail.confirmationCode(email, code);
      return { token, ...times };
    });
  }

  /** For the sign-up of the token; without one for all that wait under the address. */
  async resendCode(email: string, token: string | null): Promise<CodeTimes> {
    this.deps.admittance.require();
    return inEvenTime(async () => {
      const { code, secret, ...times } = await this.deps.codes.issue(email, PURPOSE);
      const { pending } = this.deps;
      const named = token === null ? null : await pending.findByToken(email, token);
      const signups = token === null ? await pending.listOf(email) : named ? [named] : [];
      const isKnown = (await this.deps.credentials.findForLogin({ email })) !== null;
      const waiting = signups.filter((one) => code || (codeOf(one)?.expiresAt ?? 0) <= new Date());
      if (secret) await pending.expect(waiting, secret);
      if (code && signups.length > 0 && !isKnown)
        await this.deps.mail.confirmationCode(email, code);
      return times;
    });
  }

  /** Makes the account of the sign-up that is proven, and of no other. */
  async confirmEmail(email: string, proof: SignupProof): Promise<User> {
    this.deps.admittance.require();
    const signup = await this.deps.proofs.prove(email, proof);
    const { _id, name, passwordHash, gender } = signup;
    const phone = this.deps.pending.phoneOf(signup);
    const fresh = { _id, name, email, passwordHash, gender, phone };
    const user = await this.deps.credentials.create(fresh);
    if (!user) throw invalidCode();
    await this.deps.pending.forget(email);
    await this.deps.codes.useUp(email, PURPOSE);
    return user;
  }
}
