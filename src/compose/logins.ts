import { GoogleLoginService } from "../account/auth/google-login.service.js";
import { LoginThrottle } from "../account/auth/login-throttle.js";
import { LoginService, type LoginDependencies } from "../account/auth/login.service.js";
import type { SignupAdmission } from "../account/admission/signup-admission.js";
import type { Reauthentication } from "../account/passwords/reauthentication.js";
import type { UsedTokens } from "../account/identity-providers/used-tokens.js";
import { createGoogleAccounts } from "../adapters/google.js";
import type { Logger } from "../adapters/logger.js";
import { readEmailAddress } from "../api/graphql/scalars.js";
import type { PretendingNames } from "../people/users/pretending-names.js";
import { AuditEvent } from "../platform/audit/audit.model.js";
import type { Config } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";
import type { Counter } from "../platform/limits/counter.js";
import type { Limits } from "../platform/limits/limits.js";

export interface LoginsDependencies extends Omit<LoginDependencies, "throttle"> {
  readonly config: Config;
  readonly logger: Logger;
  readonly counter: Counter;
  readonly limits: Limits;
  readonly admission: SignupAdmission;
  readonly pretending: PretendingNames;
  readonly reauthentication: Reauthentication;
  readonly used: UsedTokens;
  readonly onFault: OnFault;
}

/** The ways in: with a password, and with Google. */
export function createLogins(deps: LoginsDependencies): {
  readonly logins: LoginService;
  readonly google: GoogleLoginService;
} {
  const { config, logger, counter, limits, audit, used, onFault } = deps;
  const throttle = new LoginThrottle(counter, limits, () => {
    audit.note({ event: AuditEvent.LOGIN_FLOOD });
    logger.warn("logins fail unusually often");
  });
  const logins = new LoginService({ ...deps, throttle });
  const google = new GoogleLoginService({
    ...{ ...deps, logins, readAddress: readEmailAddress },
    google: config.google && createGoogleAccounts(config.google, onFault),
    useOnce: (words, expiresAt) => used.use("google", words, expiresAt),
  });
  return { logins, google };
}
