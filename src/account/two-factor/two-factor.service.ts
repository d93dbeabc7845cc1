import type { Model, Types } from "mongoose";
import { AppError, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import { invalidCode } from "../codes/code.service.js";
import { typedCode } from "../codes/typed-code.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";
import type { Vault } from "../../platform/secrets/vault.js";
import type { User } from "../../people/users/user.model.js";
import type { OneTimePasswords } from "./one-time-passwords.js";
import { newRecoveryCode, typedRecoveryCode } from "./recovery-code.js";
import type { TwoFactor } from "./two-factor.model.js";

const RECOVERY_CODES = 10;
const TOTP_DIGITS = 6;

export enum ChallengeMethod {
  TOTP = "TOTP",
  RECOVERY_CODE = "RECOVERY_CODE",
  PASSKEY = "PASSKEY",
}

export interface Setup {
  readonly otpauthUrl: string;
  readonly recoveryCodes: string[];
}

export interface TwoFactorDependencies {
  readonly rows: Model<TwoFactor>;
  readonly passwords: OneTimePasswords;
  readonly vault: Vault;
  /** Of recovery codes. */
  readonly hashing: KeyedHash;
  readonly limits: Limits;
}

export class TwoFactorService {
  constructor(private readonly deps: TwoFactorDependencies) {}

  /** The account's word is read with its epoch; the row's is of accounts that say nothing yet. */
  async isEnabled({ _id, twoFactorAt }: User): Promise<boolean> {
    return !!twoFactorAt || !!(await this.find(_id))?.enabledAt;
  }

  /** Nothing counts before `enable`; a second call replaces the first. CONFLICT where it is on. */
  async begin(user: User): Promise<Setup> {
    if (await this.isEnabled(user)) throw isOn();
    const userId = user._id;
    const secret = this.deps.passwords.newSecret();
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const row = {
      secret: this.deps.vault.seal(secret, place(userId)),
      lastStep: null,
      recoveryHashes: recoveryCodes.flatMap((code) => this.hashesOf(code).slice(0, 1)),
    };
    try {
      await this.deps.rows.updateOne({ _id: userId, enabledAt: null }, row, { upsert: true });
    } catch (error) {
      if (isDuplicateKey(error)) throw isOn();
      throw error;
    }
    const label = user.email ?? user.name;
    return { otpauthUrl: this.deps.passwords.url(secret, label), recoveryCodes };
  }

  /** Takes the first code from the app, or throws CODE_INVALID; CONFLICT where nothing was begun. */
  async takeFirst(user: User, code: string): Promise<void> {
    const row = await this.begun(user);
    await this.attempt(user._id, () => this.takeTotp(row, code));
  }

  /** What `begin` has kept, or CONFLICT. */
  async begun(user: User): Promise<TwoFactor> {
    const row = await this.find(user._id);
    if (row && !(await this.isEnabled(user))) return row;
    throw new AppError(ErrorCode.CONFLICT, "Start the set-up of two-factor login first.");
  }

  /** Once the account says that it counts. */
  async settle({ _id, twoFactorByPasskey }: User): Promise<void> {
    const change = { enabledAt: new Date(), ...(twoFactorByPasskey && { secret: null }) };
    await this.deps.rows.updateOne({ _id, enabledAt: null }, change);
  }

  /** Throws CODE_INVALID unless the code is good, and uses it up. RATE_LIMITED after too many. */
  async verify(userId: Types.ObjectId, method: ChallengeMethod, code: string): Promise<void> {
    const row = await this.find(userId);
    if (!row) throw invalidCode();
    await this.attempt(userId, () =>
      method === ChallengeMethod.TOTP ? this.takeTotp(row, code) : this.takeRecovery(row, code),
    );
  }

  /** As `verify`, with whatever kind of code it is. */
  async verifyAny(user: User, code: string): Promise<void> {
    const isRecovery = typedRecoveryCode(code) !== "";
    const method = isRecovery ? ChallengeMethod.RECOVERY_CODE : ChallengeMethod.TOTP;
    await this.verify(user._id, method, code);
  }

  /** What is kept of a second factor that no longer counts. */
  async forget(userId: Types.ObjectId): Promise<void> {
    await this.deps.rows.deleteOne({ _id: userId });
  }

  private async find(userId: Types.ObjectId): Promise<TwoFactor | null> {
    return this.deps.rows.findById(userId).lean();
  }

  private async attempt(userId: Types.ObjectId, take: () => Promise<boolean>): Promise<void> {
    const key = `2fa|${userId.toHexString()}`;
    await this.deps.limits.take("confirmation", key);
    if (!(await take())) throw invalidCode();
    await this.deps.limits.giveBack("confirmation", key);
  }

  private async takeTotp({ _id, secret, lastStep }: TwoFactor, code: string): Promise<boolean> {
    if (secret === null) return false;
    const opened = this.deps.vault.open(secret, place(_id));
    const step = await this.deps.passwords.stepOf(opened, typedCode(code, TOTP_DIGITS), lastStep);
    if (step === null) return false;
    // The condition again: of two who use one code at once, one is refused.
    const { modifiedCount } = await this.deps.rows.updateOne(
      { _id, lastStep: lastStep ?? null },
      { lastStep: step },
    );
    return modifiedCount === 1;
  }

  private async takeRecovery({ _id, recoveryHashes }: TwoFactor, code: string): Promise<boolean> {
    const hashes = this.hashesOf(typedRecoveryCode(code));
    const hash = hashes.find((one) => recoveryHashes.includes(one));
    if (hash === undefined) return false;
    const { modifiedCount } = await this.deps.rows.updateOne(
      { _id, recoveryHashes: hash },
      { $pull: { recoveryHashes: hash } },
    );
    return modifiedCount === 1;
  }

  /** The first is stored; earlier keys made the others. */
  private hashesOf(code: string): string[] {
    const hashes = this.deps.hashing.all(code.replace(/-/g, ""));
    return hashes.map((hash) => hash.toString("base64url"));
  }
}

/** By what an account that has a second factor shows it. */
export function methodsOf({ twoFactorByPasskey }: User, hasPasskey: boolean): ChallengeMethod[] {
  return [
    ...(twoFactorByPasskey ? [] : [ChallengeMethod.TOTP]),
    ChallengeMethod.RECOVERY_CODE,
    ...(hasPasskey ? [ChallengeMethod.PASSKEY] : []),
  ];
}

function place(userId: Types.ObjectId): string {
  return `two_factors|secret|${userId.toHexString()}`;
}

function isOn(): AppError {
  return new AppError(ErrorCode.CONFLICT, "Two-factor login is on: turn it off first.");
}
