import type { Types } from "mongoose";
import type { LoginAdmission } from "../account/admission/login-admission.js";
import type { LoginService } from "../account/auth/login.service.js";
import { PasskeyLoginService } from "../account/auth/passkey-login.service.js";
import { PasskeyResolver } from "../account/passkeys/passkey.resolver.js";
import type { Mongo } from "../adapters/mongo.js";
import { createAuthenticators } from "../adapters/webauthn.js";
import { PasskeyChallenge } from "../account/passkeys/passkey-challenge.model.js";
import {
  PASSKEY_CHALLENGE_TTL_MS,
  PasskeyChallenges,
} from "../account/passkeys/passkey-challenges.js";
import { PasskeyCheck } from "../account/passkeys/passkey-check.js";
import { Passkey } from "../account/passkeys/passkey.model.js";
import { PasskeyService, type PasskeyDependencies } from "../account/passkeys/passkey.service.js";
import type { Config } from "../platform/config/config.types.js";

type Served = Omit<PasskeyDependencies, "rows" | "check" | "challenges">;

export interface Passkeys {
  readonly check: PasskeyCheck;
  readonly challenges: PasskeyChallenges;
  /** What stands on logins, which ask for passkeys themselves. */
  readonly serve: (
    deps: Served & { readonly logins: LoginService; readonly admittance: LoginAdmission },
  ) => {
    readonly logins: PasskeyLoginService;
    readonly resolver: PasskeyResolver;
    /** For whoever is erased. May be repeated. */
    readonly forget: (userId: Types.ObjectId) => Promise<void>;
  };
}

/** What logs in without a password, and is a second factor as well. */
export function createPasskeys({ passkeys }: Pick<Config, "passkeys">, mongo: Mongo): Passkeys {
  const rows = mongo.model(Passkey, "Passkey", "passkeys");
  const check = new PasskeyCheck(
    rows,
    passkeys && createAuthenticators(passkeys, PASSKEY_CHALLENGE_TTL_MS),
  );
  const challenges = new PasskeyChallenges(
    mongo.model(PasskeyChallenge, "PasskeyChallenge", "passkey_challenges"),
  );
  return {
    check,
    challenges,
    serve(deps) {
      const service = new PasskeyService({ ...deps, rows, check, challenges });
      return {
        logins: new PasskeyLoginService({ ...deps, check, challenges }),
        resolver: new PasskeyResolver(check, service),
        forget: (userId) => service.forget(userId),
      };
    },
  };
}
