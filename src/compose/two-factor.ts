import type { Mongo } from "../adapters/mongo.js";
import { totp } from "../adapters/totp.js";
import type { SecurityLog } from "../platform/audit/security-log.js";
import type { Config } from "../platform/config/config.types.js";
import type { Limits } from "../platform/limits/limits.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { KeyedHash } from "../platform/secrets/keyed-hash.js";
import { Vault } from "../platform/secrets/vault.js";
import { Challenge } from "../account/two-factor/challenge.model.js";
import { ChallengeService } from "../account/two-factor/challenge.service.js";
import { SecondFactorService } from "../account/two-factor/second-factor.service.js";
import { TwoFactor } from "../account/two-factor/two-factor.model.js";
import { TwoFactorService } from "../account/two-factor/two-factor.service.js";
import type { Passkeys } from "./passkeys.js";

interface Dependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly limits: Limits;
  readonly security: SecurityLog;
  readonly passkeys: Pick<Passkeys, "check" | "challenges">;
}

/** The second factors of accounts, and the challenges that logins are answered with. */
export function createTwoFactor({ config, mongo, limits, security, passkeys }: Dependencies): {
  readonly twoFactor: TwoFactorService;
  readonly secondFactor: SecondFactorService;
  readonly challenges: ChallengeService;
} {
  const twoFactor = new TwoFactorService({
    rows: mongo.model(TwoFactor, "TwoFactor", "two_factors"),
    passwords: totp,
    vault: new Vault(derivedKeys(config.dataKeys, "two-factor")),
    hashing: new KeyedHash(derivedKeys(config.dataKeys, "recovery codes")),
    limits,
  });
  const rows = mongo.model(Challenge, "Challenge", "challenges");
  return {
    twoFactor,
    secondFactor: new SecondFactorService(twoFactor, passkeys.check, passkeys.challenges),
    challenges: new ChallengeService(rows, twoFactor, passkeys.check, security),
  };
}
