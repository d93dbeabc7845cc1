import type { Model } from "mongoose";
import { SignupAdmission } from "../account/admission/signup-admission.js";
import { PendingSignup } from "../account/signup/pending-signup.model.js";
import { PendingSignupService } from "../account/signup/pending-signup.service.js";
import { SignupProofService } from "../account/signup/signup-proof.service.js";
import { SignupService, type SignupDependencies } from "../account/signup/signup.service.js";
import type { Mongo } from "../adapters/mongo.js";
import type { PhoneBook } from "../people/users/phone-book.js";
import { PretendingNames } from "../people/users/pretending-names.js";
import type { User } from "../people/users/user.model.js";
import type { Config } from "../platform/config/config.types.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";

type Given = Pick<
  SignupDependencies,
  "admittance" | "credentials" | "rules" | "passwords" | "codes" | "mail"
>;

export interface SignupsDependencies extends Given {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly rows: Model<User>;
  readonly phones: PhoneBook;
  readonly hashing: (purpose: string) => KeyedHash;
}

export interface Signups {
  readonly pending: PendingSignupService;
  readonly admission: SignupAdmission;
  readonly pretending: PretendingNames;
  readonly signups: SignupService;
}

/** Who may sign up, and what waits for its code. */
export function createSignups(deps: SignupsDependencies): Signups {
  const { config, mongo, rows, phones, hashing, ...given } = deps;
  const { codes, passwords } = given;
  const pending = new PendingSignupService(
    mongo.model(PendingSignup, "PendingSignup", "signups"),
    phones,
  );
  const proofs = new SignupProofService({ pending, codes, passwords });
  const admission = new SignupAdmission(config.signup, hashing("invitations"));
  const pretending = new PretendingNames(rows);
  const signups = new SignupService({ ...given, admission, pretending, pending, proofs });
  return { pending, admission, pretending, signups };
}
